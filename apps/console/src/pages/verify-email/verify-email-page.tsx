import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isCallError } from '@holdfast/client'
import { api } from '../auth/joining-api.ts'
import { links } from '../../data/links.ts'
import { Button } from '../../ui/button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { BrokenLink } from '../auth/broken-link.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { saysLinkUsed } from '../auth/says-link-used.ts'

const help = 'Sign in. If your address is not confirmed yet, we mail you a new link.'

/** Shows that an address is one's own. A button, because programs that check mails open links. */
export function VerifyEmailPage() {
  const { token, forget } = useLinkToken()
  const confirm = useMutation({
    mutationFn: () => api.identity.confirmEmailVerification({ body: { token: token ?? '' } }),
    onSuccess: forget,
  })
  if (confirm.isSuccess) return <Done />
  if (token === undefined) return <BrokenLink kind="cut" help={help} />
  if (saysLinkUsed(confirm.error)) return <BrokenLink kind="used" help={help} />
  return (
    <AuthFrame title="Confirm your address" text="Then we know that our mails reach you.">
      <div className="flex flex-col gap-4">
        <FormFailure failure={isCallError(confirm.error) ? confirm.error : undefined} />
        <Button
          look="primary"
          size="large"
          isBusy={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          Confirm my address
        </Button>
      </div>
    </AuthFrame>
  )
}

function Done() {
  return (
    <AuthFrame
      title="Your address is confirmed"
      text="Our mails reach you, and you can sign in with it."
    >
      <Link {...links.signIn} className={buttonStyle({ look: 'primary', size: 'large' })}>
        Sign in
      </Link>
    </AuthFrame>
  )
}
