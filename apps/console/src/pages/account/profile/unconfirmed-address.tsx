import { useMutation } from '@tanstack/react-query'
import { api } from '../../auth/joining-api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'

/** Says that nobody has opened a link mailed to this address yet, and has another one mailed. */
export function UnconfirmedAddress({ email }: { readonly email: string }) {
  const mail = useMutation({
    mutationFn: () => api.identity.requestEmailVerification({ body: { email } }),
    onSuccess: () => notify('The mail is on its way', `Open the link in it: ${email}`),
    onError: notifyFailure,
  })
  return (
    <Notice tone="warning" title="Your address is not confirmed yet">
      <p className="text-soft">
        We mailed you a link. Until you open it, a mail about a lost password may never reach you.
      </p>
      <Button size="small" className="mt-2" isBusy={mail.isPending} onClick={() => mail.mutate()}>
        Send the mail again
      </Button>
    </Notice>
  )
}
