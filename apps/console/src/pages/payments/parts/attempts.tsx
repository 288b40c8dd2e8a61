import type { PaymentDetail } from '@holdfast/payments/contract'
import { useMe } from '../../../data/session.ts'
import { formatMoment } from '../../../format/moments.ts'
import { Badge } from '../../../ui/badge.tsx'
import { attemptStateWords, methodWords, providerWords } from '../payment-words.ts'
import { Record, Records, type HeadingLevel } from './record.tsx'

type Attempt = PaymentDetail['attempts'][number]

interface AttemptsProps {
  readonly attempts: readonly Attempt[]
  readonly Heading: HeadingLevel
}

/** Every try to pay, the latest first. */
export function Attempts({ attempts, Heading }: AttemptsProps) {
  if (attempts.length === 0) return null
  return (
    <Records title="Tries to pay" Heading={Heading}>
      {attempts.toReversed().map((attempt) => (
        <AttemptRecord key={attempt.id} attempt={attempt} />
      ))}
    </Records>
  )
}

function AttemptRecord({ attempt }: { readonly attempt: Attempt }) {
  const { method, provider, state, reference, decline, contradiction, changedAt } = attempt
  const { label, tone } = attemptStateWords[state]
  return (
    <Record
      what={
        <>
          {methodWords[method]} <span className="text-faint">{providerWords[provider]}</span>
        </>
      }
      mark={<Badge tone={tone}>{label}</Badge>}
    >
      {decline !== null && <p className="text-soft">The provider says: {decline}</p>}
      {contradiction !== null && <p className="text-danger">Somebody must look: {contradiction}</p>}
      <Seen attempt={attempt} />
      <p className="text-12 text-faint">
        <time dateTime={changedAt}>{formatMoment(changedAt)}</time>
        {reference !== null && (
          <>
            {' '}
            · <span className="font-mono wrap-anywhere">{reference}</span>
          </>
        )}
      </p>
    </Record>
  )
}

function Seen({ attempt: { verifiedBy } }: { readonly attempt: Attempt }) {
  const { person } = useMe()
  if (verifiedBy.length === 0) return null
  const others = verifiedBy.filter((id) => id !== person.id).length
  const colleagues = others === 1 ? 'a colleague' : `${others} colleagues`
  const isMine = others < verifiedBy.length
  const who = isMine ? (others === 0 ? 'you' : `you and ${colleagues}`) : colleagues
  return <p className="text-soft">Seen by {who}</p>
}
