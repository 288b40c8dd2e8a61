import type { InvitationPreview } from '@holdfast/identity/contract'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { api } from '../../data/api.ts'
import { notifyFailure } from '../../data/notify.ts'
import { JoinAsVisitor } from '../auth/join-as-visitor.tsx'
import { NewPersonForm } from '../auth/new-person-form.tsx'
import { useVisitor } from '../auth/use-visitor.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'

interface AcceptFormProps {
  readonly preview: InvitationPreview
  readonly accept: (person?: { name: string; password: string }) => Promise<void>
}

/** The right question for whoever holds the link: new, known, signed in, or somebody else. */
export function AcceptForm({ preview, accept }: AcceptFormProps) {
  const visitor = useVisitor()
  if (visitor.isPending) return null
  const person = visitor.data?.person
  if (person && person.email.toLowerCase() !== preview.email.toLowerCase()) {
    return (
      <SomebodyElse
        own={person.email}
        invited={preview.email}
        onSignedOut={() => void visitor.refetch()}
      />
    )
  }
  if (person) return <JoinAsVisitor {...person} action="Join" join={() => accept()} />
  if (preview.hasAccount) {
    return (
      <>
        <p className="mb-4">Sign in with your account to accept.</p>
        <SignInForm email={preview.email} isSamePerson onSignedIn={() => void visitor.refetch()} />
      </>
    )
  }
  return (
    <NewPersonForm
      email={preview.email}
      action="Create my account and join"
      submit={({ name, password }) => accept({ name, password })}
    />
  )
}

interface SomebodyElseProps {
  readonly own: string
  readonly invited: string
  readonly onSignedOut: () => void
}

function SomebodyElse({ own, invited, onSignedOut }: SomebodyElseProps) {
  const signOut = async () => {
    await api.identity.signOut()
    onSignedOut()
  }
  return (
    <Notice tone="warning" title="This invitation is for another address">
      <p className="text-soft">
        You are signed in as <span className="wrap-anywhere">{own}</span>; it is for{' '}
        <span className="wrap-anywhere">{invited}</span>.
      </p>
      <Button className="mt-3" onClick={() => void signOut().catch(notifyFailure)}>
        Sign out to accept it
      </Button>
    </Notice>
  )
}
