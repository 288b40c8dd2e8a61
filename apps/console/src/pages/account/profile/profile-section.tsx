import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../../../data/api.ts'
import { notify } from '../../../data/notify.ts'
import { meQuery, useMe } from '../../../data/session.ts'
import { Button } from '../../../ui/button.tsx'
import { personNameField } from '../../../ui/form/fields.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { AccountSection } from '../account-section.tsx'
import { UnconfirmedAddress } from './unconfirmed-address.tsx'

const schema = z.object({ name: personNameField })

/** The name that colleagues see, and the address one signs in with. */
export function ProfileSection() {
  const { person } = useMe()
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema,
    defaultValues: { name: person.name },
    async submit(body) {
      const renamed = await api.identity.renameMe({ body })
      queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, person: renamed })
      form.reset({ name: renamed.name })
      notify('Your name is changed')
    },
  })
  const { errors, isSubmitting, isDirty } = form.formState
  return (
    <AccountSection id="profile" title="Profile" text="Your colleagues see this name.">
      <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
        <TextField
          label="Name"
          autoComplete="name"
          maxLength={100}
          error={errors.name?.message}
          {...form.register('name')}
        />
        <TextField
          label="E-mail"
          type="email"
          value={person.email}
          readOnly
          className="[&_input]:bg-sunk"
          help={person.emailVerified ? 'Confirmed. You sign in with it.' : 'You sign in with it.'}
        />
        {!person.emailVerified && <UnconfirmedAddress email={person.email} />}
        <FormFailure failure={form.failure} />
        <Button
          type="submit"
          look="primary"
          className="self-start"
          isBusy={isSubmitting}
          disabledReason={isDirty ? undefined : 'Nothing is changed yet.'}
        >
          Save name
        </Button>
      </form>
    </AccountSection>
  )
}
