import type { Next, PaymentDetail, PaymentMethod } from '@holdfast/payments/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { links } from '../../data/links.ts'
import { notifyFailure } from '../../data/notify.ts'
import { formatMoney } from '../../format/money.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { methodWords } from '../payments/payment-words.ts'
import { topUpQuery } from './data/credit-queries.ts'
import { api } from './data/credits-api.ts'

/** A pack that was chosen: how to pay for it, and what has become of it. */
export function TopUp({ paymentId }: { readonly paymentId: string }) {
  const { data: payment, error, refetch } = useQuery(topUpQuery(paymentId))
  const navigate = useNavigate()
  if (payment === undefined) {
    return error === null ? null : <Failure error={error} retry={() => void refetch()} />
  }
  if (payment.purpose !== 'credits') return null
  const close = () => void navigate({ ...links.credits, replace: true })
  return (
    <section aria-label="Your order" aria-live="polite">
      <Standing payment={payment} onClose={close} />
    </section>
  )
}

interface StandingProps {
  readonly payment: PaymentDetail
  readonly onClose: () => void
}

function Standing({ payment, onClose }: StandingProps) {
  switch (payment.state) {
    case 'settled':
      return (
        <Notice tone="success" title={`${payment.description} are yours`}>
          <p className="mb-3">{formatMoney(payment.paid)} has been paid. Thank you.</p>
          <Button onClick={onClose}>Close</Button>
        </Notice>
      )
    case 'processing':
      return (
        <Notice title="Your bank is at work">
          The credits come by themselves once it is done. You can leave this page.
        </Notice>
      )
    case 'closed':
      return (
        <Notice tone="warning" title="This order is closed">
          <p className="mb-3">Nothing was charged. Choose a pack to begin again.</p>
          <Button onClick={onClose}>Close</Button>
        </Notice>
      )
    case 'open':
    case 'awaiting_offline':
      return <Paying payment={payment} onClose={onClose} />
  }
}

function Paying({ payment, onClose }: StandingProps) {
  const { description, amount, methods, attempts } = payment
  const [next, setNext] = useState<Next>()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (method: PaymentMethod) =>
      api.paying.startAttempt({ params: { id: payment.id }, body: { method } }),
    onSuccess: ({ next: follows }) => {
      if (follows.kind === 'redirect') location.assign(follows.url)
      else setNext(follows)
    },
    onError: notifyFailure,
  })
  const isDeclined = attempts.some(({ decline, state }) => decline !== null && state !== 'settled')
  return (
    <Notice
      tone={isDeclined ? 'warning' : 'info'}
      title={`${description} for ${formatMoney(amount)}`}
    >
      <p className="mb-3">
        {isDeclined && 'The last try did not go through, and nothing was charged. '}
        {payment.state === 'awaiting_offline'
          ? 'We wait for your money. The credits come once a colleague has confirmed it.'
          : 'Choose how to pay. The credits come as soon as it is paid.'}
      </p>
      {next !== undefined && <Steps next={next} />}
      <div className="flex flex-wrap gap-2">
        {methods.map((method, index) => (
          <Button
            key={method}
            look={index === 0 && payment.state === 'open' ? 'primary' : 'plain'}
            isBusy={isPending && variables === method}
            onClick={() => isPending || mutate(method)}
          >
            {methodWords[method]}
          </Button>
        ))}
        <Button look="quiet" onClick={onClose}>
          Not now
        </Button>
      </div>
    </Notice>
  )
}

function Steps({ next }: { readonly next: Next }) {
  if (next.kind === 'offline') {
    return (
      <div className="mb-4 rounded border bg-raised p-4 text-ink">
        <p className="whitespace-pre-line">{next.instructions}</p>
        <p className="mt-2">
          Write this on it: <span className="font-mono">{next.reference}</span>
        </p>
      </div>
    )
  }
  return (
    <p className="mb-3 text-danger">
      The card form of this provider can not be opened here yet. Choose another way.
    </p>
  )
}
