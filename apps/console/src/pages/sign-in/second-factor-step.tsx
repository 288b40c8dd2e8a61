import type { CallError } from '@holdfast/client'
import { z } from 'zod'
import { api } from '../../data/api.ts'
import { Button } from '../../ui/button.tsx'
import { codeField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'

interface SecondFactorStepProps {
  readonly onSignedIn: () => Promise<void> | void
  readonly onStartAgain: () => void
}

const schema = z.object({ code: codeField })

export function SecondFactorStep({ onSignedIn, onStartAgain }: SecondFactorStepProps) {
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { code: '' },
    blames: { 'identity.wrongCode': 'code' },
    async submit(body) {
      await api.identity.signInSecondFactor({ body })
      await onSignedIn()
    },
  })
  const { errors, isSubmitting } = form.formState
  const hasEnded = isEnding(form.failure)
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <TextField
        label="Code"
        help="The six digits that your authenticator app shows now, or one of your backup codes."
        autoComplete="one-time-code"
        inputMode="text"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        className="[&_input]:font-mono [&_input]:tracking-widest"
        error={errors.code?.message}
        {...form.register('code')}
      />
      <FormFailure failure={form.failure} />
      {!hasEnded && (
        <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
          Confirm the code
        </Button>
      )}
      <Button look={hasEnded ? 'primary' : 'quiet'} size="large" onClick={onStartAgain}>
        Start again with the password
      </Button>
    </form>
  )
}

function isEnding(failure: CallError | undefined): boolean {
  return failure !== undefined && 'code' in failure && endings.has(failure.code)
}

// After these no code is accepted any more.
const endings: ReadonlySet<string> = new Set(['identity.signInAgain', 'identity.tooManyCodes'])
