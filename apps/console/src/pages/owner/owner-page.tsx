import { useState } from 'react'
import { api } from '../auth/joining-api.ts'
import { formatMoment } from '../../format/moments.ts'
import { Button } from '../../ui/button.tsx'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { CheckedLink } from '../auth/checked-link.tsx'
import { JoinAsVisitor } from '../auth/join-as-visitor.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { NewPersonForm, type NewPerson } from '../auth/new-person-form.tsx'
import { saysLinkUsed } from '../auth/says-link-used.ts'
import { useEnter } from '../auth/use-enter.ts'
import { useVisitor } from '../auth/use-visitor.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'

const help = (
  <>
    If you are the owner already, sign in. Otherwise whoever runs the server prints a new link with{' '}
    <code className="rounded-sm bg-sunk px-1 whitespace-nowrap font-mono text-12">
      npm run owner-link
    </code>
    .
  </>
)

/** Makes the holder of the printed link the owner of the business. */
export function OwnerPage() {
  const { token, forget } = useLinkToken()
  const [isUsed, setUsed] = useState(false)
  const enter = useEnter()
  const visitor = useVisitor()
  const claim = async (person?: NewPerson) => {
    try {
      await api.identity.claimOwnerLink({ body: { token: token ?? '', ...person } })
    } catch (error) {
      if (saysLinkUsed(error)) setUsed(true)
      throw error
    }
    forget()
    await enter()
  }
  return (
    <CheckedLink
      title="Become the owner"
      token={token}
      look={(body, signal) => api.identity.previewOwnerLink({ body }, { signal })}
      isUsed={isUsed}
      help={help}
    >
      {({ organisation, expiresAt }) => (
        <AuthFrame
          title={`Become the owner of ${organisation.name}`}
          text={`You can do everything then, and invite the others. The link works once, until ${formatMoment(expiresAt)}.`}
        >
          {visitor.data ? (
            <JoinAsVisitor
              {...visitor.data.person}
              action="Become the owner"
              join={() => claim()}
            />
          ) : (
            <NewOwner claim={claim} onSignedIn={() => void visitor.refetch()} />
          )}
        </AuthFrame>
      )}
    </CheckedLink>
  )
}

interface NewOwnerProps {
  readonly claim: (person: NewPerson) => Promise<void>
  readonly onSignedIn: () => void
}

function NewOwner({ claim, onSignedIn }: NewOwnerProps) {
  const [hasAccount, setHasAccount] = useState(false)
  return (
    <>
      {hasAccount ? (
        <SignInForm onSignedIn={onSignedIn} />
      ) : (
        <NewPersonForm action="Create my account" submit={claim} />
      )}
      <Button
        look="quiet"
        size="large"
        className="mt-2 w-full"
        onClick={() => setHasAccount(!hasAccount)}
      >
        {hasAccount ? 'I have no account yet' : 'I have an account already'}
      </Button>
    </>
  )
}
