import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSessionEnd } from '../data/session-end.ts'
import { meKey, meQuery, useMe } from '../data/session.ts'
import { Dialog } from '../ui/dialog.tsx'

const SignInForm = lazy(() =>
  import('../pages/sign-in/sign-in-form.tsx').then((module) => ({ default: module.SignInForm })),
)

/**
 * The session ended in the middle of work: says so and asks for the password here, above the
 * page, so that nothing typed is lost. Another person, or another business, starts anew.
 */
export function SessionEndedDialog() {
  const { hasEnded, goOn } = useSessionEnd()
  const { person, organisation } = useMe()
  const queryClient = useQueryClient()
  const resume = async () => {
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    if (me.person.id !== person.id || me.organisation?.id !== organisation?.id) {
      location.reload()
      return
    }
    goOn()
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] })
  }
  return (
    <Dialog
      isOpen={hasEnded}
      onClose={goOn}
      isBlocking
      role="alertdialog"
      title="Your session has ended"
      text="Sign in again to go on. What you typed on this page is still there; if you were saving something, save it again."
    >
      <div className="mt-5">
        <Suspense>
          <SignInForm email={person.email} isSamePerson onSignedIn={resume} />
        </Suspense>
      </div>
    </Dialog>
  )
}
