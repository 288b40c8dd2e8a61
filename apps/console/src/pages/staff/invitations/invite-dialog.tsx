import { z } from 'zod'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { emailField } from '../../../ui/form/fields.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { useStaffDeed } from '../data/use-staff-deed.ts'
import { RoleFields, type RoleAndScope } from '../role-fields.tsx'
import { isScopeChosen, scopeMissing } from '../scope.ts'

const schema = z.object({
  email: emailField,
  place: z.custom<RoleAndScope>().refine(({ scope }) => isScopeChosen(scope), scopeMissing),
})
const agentEverywhere: RoleAndScope = { role: 'agent', scope: undefined }
const blames = { 'identity.alreadyInvited': 'email', 'identity.alreadyMember': 'email' } as const

/** Whom to invite, and as what. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const invite = useStaffDeed(sendInvitation, { tellsFailure: true })
  const form = useApiForm({
    schema,
    blames,
    defaultValues: { email: '', place: agentEverywhere },
    async submit({ email, place }) {
      await invite.mutateAsync({ email, ...place })
      notify(`Invitation sent to ${email}`, 'The link in it works for 7 days.')
      onClose()
    },
  })
  const { errors } = form.formState
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Invite somebody"
      text="We’ll e-mail them a link to join. They choose their own name and password."
    >
      <form onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          error={errors.email?.message}
          {...form.register('email')}
        />
        <RoleFields
          value={form.watch('place')}
          scopeError={errors.place?.message}
          onChange={(place) =>
            form.setValue('place', place, { shouldValidate: form.formState.isSubmitted })
          }
        />
        <FormFailure failure={form.failure} />
        <DialogActions>
          <Button type="submit" look="primary" isBusy={form.formState.isSubmitting}>
            Send invitation
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function sendInvitation({ email, role, scope }: RoleAndScope & { readonly email: string }) {
  return api.identity.createInvitation({
    body: { email, role, ...(scope === undefined ? {} : { scope: [...scope] }) },
  })
}
