import { Skeleton } from '@holdfast/ui/skeleton/react'
import { useQuery } from '@tanstack/react-query'
import { Failure } from '../../../ui/states/failure.tsx'
import { AccountSection } from '../account-section.tsx'
import { EndOthersButton } from './end-others-button.tsx'
import { SessionRow } from './session-row.tsx'
import { sessionsQuery } from './sessions-query.ts'

/** Where one is signed in, and the way to end what is not known any more. */
export function SessionsSection() {
  const { data, error, refetch } = useQuery(sessionsQuery)
  return (
    <AccountSection
      id="sessions"
      title="Sessions"
      text="If you do not recognise one, end it and change your password."
    >
      {data === undefined && error === null && (
        <Skeleton shape="rows" count={2} label="Loading your sessions" />
      )}
      {data === undefined && error !== null && (
        <Failure error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <ul className="rounded border bg-raised">
            {data.items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
          <EndOthersButton others={data.items.filter(({ isCurrent }) => !isCurrent).length} />
        </>
      )}
    </AccountSection>
  )
}
