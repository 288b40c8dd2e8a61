import { useState } from 'react'
import { z } from 'zod'
import { api } from '../../../data/api.ts'
import { notify } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { emailField } from '../../../ui/form/fields.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { useStaffDeed } from '../data/use-staff-deed.ts'
import { RoleFields, type RoleAndScope } from '../role-fields.tsx'

const schema = z.object({ email: emailField })
const blames = { 'identity.alreadyInvited': 'email', 'identity.alreadyMember': 'email' } as const

/** Whom to invite, and as what. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [value, setValue] = useState<RoleAndScope>({ role: 'agent', scope: [] })
  const invite = useStaffDeed(sendInvitation, { tellsFailure: true })
  const form = useApiForm({
    schema,
    blames,
    defaultValues: { email: '' },
    async submit({ email }) {
      await invite.mutateAsync({ email, ...value })
      notify('The invitation is on its way', `It is open for 7 days: ${email}`)
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Invite somebody"
      text="We mail them a link. With it they choose a name and a password, and can sign in."
    >
      <form onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          error={form.formState.errors.email?.message}
          {...form.register('email')}
        />
        <RoleFields value={value} onChange={setValue} />
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
    body: { email, role, ...(scope.length > 0 ? { scope: [...scope] } : {}) },
  })
}
