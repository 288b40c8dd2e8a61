import type { CreditAccount, CreditPack } from '@holdfast/payments/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { notifyFailure } from '../../data/notify.ts'
import { usePermission } from '../../data/use-permission.ts'
import { formatMoney } from '../../format/money.ts'
import { Button } from '../../ui/button.tsx'
import { counted } from './credit-words.ts'
import { api } from './data/credits-api.ts'

/** What can be bought. Choosing a pack asks for its price; nothing is charged before it is paid. */
export function Packs({ account }: { readonly account: CreditAccount }) {
  const { packs, priceVersion } = account
  const buying = usePermission('credits.buy')
  const navigate = useNavigate()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ name }: CreditPack) =>
      api.credits.buyCredits({ body: { pack: name, priceVersion } }),
    onSuccess: ({ id }) => void navigate(links.topUp(id)),
    onError: notifyFailure,
  })
  return (
    <section aria-labelledby="packs">
      <h2 id="packs" className="mb-2 font-semibold">
        Buy credits
      </h2>
      <ul className="rounded border bg-raised">
        {packs.map((pack) => (
          <li
            key={pack.name}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0"
          >
            <span>
              <span className="block font-medium">{counted(pack.credits)}</span>
              <span className="text-12 text-faint tabular-nums">{each(pack)} each</span>
            </span>
            <Button
              disabledReason={buying.allowed ? undefined : buying.reason}
              isBusy={isPending && variables.name === pack.name}
              onClick={() => isPending || mutate(pack)}
              aria-label={`Buy for ${formatMoney(pack.price)}: ${counted(pack.credits)}`}
            >
              Buy for {formatMoney(pack.price)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The price of one credit: `$0.08`, with one digit more than the currency has where it needs it. */
function each({ price, credits }: CreditPack): string {
  const { amount, currency, exponent } = price
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent + 1,
  }).format(amount / 10 ** exponent / credits)
}
