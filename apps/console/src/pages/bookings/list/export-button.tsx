import { Download } from 'lucide-react'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { useExport } from '../data/use-export.ts'

/** All bookings that the filters find, as a file for a spreadsheet. */
export function ExportButton() {
  const permission = usePermission('bookings.export')
  const { isBusy, download } = useExport()
  return (
    <Button
      look="quiet"
      className="hidden sm:inline-flex"
      isBusy={isBusy}
      onClick={download}
      disabledReason={permission.allowed ? undefined : permission.reason}
    >
      {!isBusy && <Download aria-hidden />} CSV
    </Button>
  )
}
