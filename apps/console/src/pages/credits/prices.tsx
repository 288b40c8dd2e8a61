import type { CreditAccount } from '@holdfast/payments/contract'
import { counted, operationWords } from './credit-words.ts'

/** What everything costs. */
export function Prices({ prices }: Pick<CreditAccount, 'prices'>) {
  return (
    <section aria-labelledby="prices">
      <h2 id="prices" className="mb-2 font-semibold">
        What things cost
      </h2>
      <dl className="rounded border bg-raised">
        {prices.map(({ operation, credits }) => (
          <div
            key={operation}
            className="flex justify-between gap-4 border-b px-4 py-2.5 last:border-b-0"
          >
            <dt className="min-w-0 wrap-anywhere text-soft">{operationWords(operation)}</dt>
            <dd className="whitespace-nowrap tabular-nums">{counted(credits)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-12 text-faint">
        Each variant of a mix is one video. Uploads, previews and looking at how a video will be cut
        cost nothing; nor does what fails or is cancelled.
      </p>
    </section>
  )
}
