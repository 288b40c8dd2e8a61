import type { PaymentDetail } from '@holdfast/payments/contract'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import rotate from 'lucide-static/icons/rotate-cw.svg?raw'
import { formatMoney } from '../prices/money.ts'
import { Icon } from '../ui/icon.tsx'
import type { StripeCard } from './stripe-card.ts'
import type { CardAttempt } from './use-attempt.ts'

type Opened =
  | { readonly state: 'opening' | 'failed' }
  | { readonly state: 'ready'; readonly card: StripeCard }

/** The card form of Stripe. Without it, because a network or a blocker is in the way: other ways. */
export function CardForm(props: {
  readonly next: CardAttempt
  readonly payment: PaymentDetail
  readonly isTimeUp: boolean
  /** The service is asked what has become of it. */
  readonly onSent: () => void
  readonly onOtherWay: () => void
}) {
  const { next, payment } = props
  const place = useRef<HTMLDivElement>(null)
  const { opened, retry } = useStripeCard(next, place)
  const [problem, setProblem] = useState<string>()
  const { isBusy, submit } = useSubmitGuard(async (card: StripeCard) => {
    setProblem(undefined)
    setProblem(await card.pay(location.href))
    props.onSent()
  })
  const isStopped = opened.state !== 'ready' || isBusy || props.isTimeUp
  return (
    <form
      class="pay-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (opened.state === 'ready' && !isStopped) void submit(opened.card)
      }}
    >
      {opened.state === 'opening' && (
        <Skeleton shape="lines" count={4} label="Loading the card form" />
      )}
      {opened.state === 'failed' && <NoCardForm onRetry={retry} />}
      <div class="card-frame" ref={place} hidden={opened.state === 'failed'} />
      {problem !== undefined && (
        <div class="notice" data-tone="warning" role="alert">
          <Icon svg={circleAlert} />
          <div class="notice-body">
            <p class="notice-title">The payment did not go through</p>
            <p>{problem} Nothing was charged.</p>
          </div>
        </div>
      )}
      {opened.state !== 'failed' && (
        <button
          type="submit"
          class="button button-primary button-wide"
          aria-disabled={isStopped}
          data-busy={isBusy}
        >
          {isBusy ? 'Asking your bank…' : `Pay ${formatMoney(payment.amount)} deposit`}
        </button>
      )}
      <button type="button" class="text-button" onClick={props.onOtherWay}>
        Pay another way
      </button>
    </form>
  )
}

function NoCardForm(props: { readonly onRetry: () => void }) {
  return (
    <div class="notice" data-tone="warning" role="alert">
      <Icon svg={circleAlert} />
      <div class="notice-body">
        <p class="notice-title">The card form did not load</p>
        <p>
          It comes from Stripe, which takes the payment for us. A network or an ad blocker may be in
          the way. Nothing was charged, and your time is still held.
        </p>
        <button type="button" class="button button-plain" onClick={props.onRetry}>
          <Icon svg={rotate} size={16} /> Load it again
        </button>
      </div>
    </div>
  )
}

function useStripeCard(next: CardAttempt, place: { readonly current: HTMLElement | null }) {
  const [opened, setOpened] = useState<Opened>({ state: 'opening' })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isLeft = false
    let card: StripeCard | undefined
    setOpened({ state: 'opening' })
    const open = async () => {
      // Fetched on this choice alone: who pays otherwise never meets Stripe.
      const { openStripeCard } = await import('./stripe-card.ts')
      card = await openStripeCard(next)
      if (isLeft || place.current === null) return card.unmount()
      await card.mount(place.current)
      setOpened({ state: 'ready', card })
    }
    open().catch(() => isLeft || setOpened({ state: 'failed' }))
    return () => {
      isLeft = true
      card?.unmount()
    }
  }, [next, place, turn])
  return { opened, retry: () => setTurn((turn) => turn + 1) }
}
