import type { CustomerDetail } from '@holdfast/bookings/contract'
import { Download, Eraser } from 'lucide-react'
import { useMemo, useState } from 'react'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageDeeds, type PageDeed } from '../../../shell/palette/page-deeds.ts'
import { Button } from '../../../ui/button.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { useCustomerExport } from './use-customer-export.ts'

interface CustomerActionsProps {
  readonly customer: CustomerDetail
  readonly onErased: () => void
}

/** What a customer may ask of the business: all that is held about them, or that it is erased. */
export function CustomerActions({ customer, onErased }: CustomerActionsProps) {
  const [isErasing, setErasing] = useState(false)
  const exporting = usePermission('customers.export')
  const erasing = usePermission('customers.erase')
  const file = useCustomerExport(customer)
  const whyNotExport = exporting.allowed ? undefined : exporting.reason
  const whyNotErase = erasing.allowed ? undefined : erasing.reason
  const { download } = file
  const deeds = useMemo(
    (): readonly PageDeed[] => [
      {
        name: 'Export everything about them',
        Icon: Download,
        keywords: ['download', 'privacy', 'json'],
        refusal: whyNotExport,
        run: () => download(),
      },
      {
        name: 'Erase them',
        Icon: Eraser,
        keywords: ['delete', 'forget', 'privacy'],
        refusal: whyNotErase,
        run: () => setErasing(true),
      },
    ],
    [whyNotExport, whyNotErase, download],
  )
  usePageDeeds(`Customer ${customer.name}`, deeds)
  return (
    <div className="flex flex-wrap gap-1.5 border-b px-4 py-3 md:px-6">
      <Button
        className="px-2.5"
        isBusy={file.isBusy}
        disabledReason={whyNotExport}
        onClick={() => download()}
      >
        <Download aria-hidden /> Export
      </Button>
      <Button
        look="danger-plain"
        className="ml-auto px-2.5"
        disabledReason={whyNotErase}
        onClick={() => setErasing(true)}
      >
        <Eraser aria-hidden /> Erase
      </Button>
      {isErasing && (
        <EraseDialog customer={customer} onClose={() => setErasing(false)} onErased={onErased} />
      )}
    </div>
  )
}
