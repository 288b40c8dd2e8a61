import type { CreditMovement } from '@holdfast/payments/contract'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Coins, Download } from 'lucide-react'
import { notify, notifyFailure } from '../../data/notify.ts'
import { saveFile } from '../../data/save-file.ts'
import { formatMoment, localDateOf } from '../../format/moments.ts'
import { Button } from '../../ui/button.tsx'
import { MoreButton } from '../../ui/list/more-button.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../ui/states/state-frame.tsx'
import { formatCount, movementWords, operationWords, signed } from './credit-words.ts'
import { statementQuery } from './data/credit-queries.ts'
import { api } from './data/credits-api.ts'

/** Where the credits came from and where they went, newest first. */
export function Statement() {
  const query = useInfiniteQuery(statementQuery)
  const rows = query.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="statement">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 id="statement" className="font-semibold">
          Statement
        </h2>
        {rows !== undefined && rows.length > 0 && <SaveButton />}
      </div>
      {rows === undefined &&
        (query.error === null ? (
          <RowsSkeleton what="the statement" />
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ))}
      {rows !== undefined && rows.length > 0 && <Movements rows={rows} />}
      {rows?.length === 0 && (
        <StateFrame
          Icon={Coins}
          title="Nothing has moved yet"
          text="Buy a pack above. Each credit that comes or goes then has its line here."
        />
      )}
      <MoreButton query={query} what="older lines" />
    </section>
  )
}

function SaveButton() {
  const { isBusy, submit } = useSubmitGuard(async () => {
    const text = await api.credits.exportCreditMovements({ query: {} })
    saveFile({ name: `credits-${localDateOf(new Date())}.csv`, text, type: 'text/csv' })
    notify('The file is saved', 'It holds every line of the statement.')
  })
  return (
    <Button look="quiet" isBusy={isBusy} onClick={() => void submit()?.catch(notifyFailure)}>
      {!isBusy && <Download aria-hidden />} CSV
    </Button>
  )
}

const head = 'h-9 border-b px-3 text-left text-12 font-medium whitespace-nowrap text-faint'
const cell = 'border-b px-3 py-2 align-top'

function Movements({ rows }: { readonly rows: readonly CreditMovement[] }) {
  return (
    <div className="overflow-hidden rounded border bg-raised">
      <table className="-mb-px w-full border-separate border-spacing-0 tabular-nums">
        <caption className="sr-only">Movements of credits, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={head}>
              Movement
            </th>
            <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
              Set aside
            </th>
            <th scope="col" className={`${head} text-right`}>
              Available
            </th>
            <th scope="col" className={`${head} text-right`}>
              After it
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { readonly row: CreditMovement }) {
  return (
    <tr>
      <td className={cell}>
        <span className="font-medium">{movementWords(row)}</span>
        {row.spent > 0 && <span className="text-soft">: {formatCount(row.spent)}</span>}
        {row.owed > 0 && <span className="text-soft">, {formatCount(row.owed)} more are owed</span>}
        <span className="block text-12 text-faint wrap-anywhere">
          <time dateTime={row.happenedAt}>{formatMoment(row.happenedAt)}</time>
          {aboutOf(row)}
        </span>
      </td>
      <td className={`${cell} hidden text-right text-soft sm:table-cell`}>{signed(row.held)}</td>
      <td className={`${cell} text-right`}>{signed(row.available)}</td>
      <td className={`${cell} text-right text-soft`}>{formatCount(row.availableAfter)}</td>
    </tr>
  )
}

function aboutOf({ operation, quantity, reason }: CreditMovement): string {
  const what =
    operation === null
      ? []
      : [`${operationWords(operation)}${quantity === 1 ? '' : ` × ${quantity}`}`]
  return [...what, ...(reason === null ? [] : [reason])].map((text) => ` · ${text}`).join('')
}
