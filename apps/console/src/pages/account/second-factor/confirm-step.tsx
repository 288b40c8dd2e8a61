import type { SecondFactorSetUp } from '@holdfast/identity/contract'
import { z } from 'zod'
import { api } from '../../../data/api.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../../ui/use-first-focus.ts'

interface ConfirmStepProps {
  readonly setUp: SecondFactorSetUp
  readonly onConfirmed: (backupCodes: readonly string[]) => void
  readonly onCancel: () => void
}

const schema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'Enter the six digits that the app shows now.'),
})

export function ConfirmStep({ setUp, onConfirmed, onCancel }: ConfirmStepProps) {
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { code: '' },
    blames: { 'identity.wrongCode': 'code' },
    async submit(body) {
      const { backupCodes } = await api.identity.confirmSecondFactor({ body })
      onConfirmed(backupCodes)
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
      <div className="flex flex-col items-center gap-3 sm:flex-row sm:items-start">
        {/* Black on white in both themes: cameras want it so. */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(setUp.qrSvg)}`}
          alt="QR code for your authenticator app"
          className="size-40 shrink-0 rounded border bg-[white] p-2"
        />
        <div className="min-w-0">
          <p className="text-soft">If you can not scan it, type this secret into the app:</p>
          <p className="mt-2 flex items-start gap-1 font-mono text-12 wrap-anywhere">
            {setUp.secret} <CopyButton text={setUp.secret} what="secret" />
          </p>
        </div>
      </div>
      <TextField
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        className="[&_input]:font-mono [&_input]:tracking-widest"
        error={errors.code?.message}
        {...form.register('code')}
      />
      <FormFailure failure={form.failure} />
      <DialogActions>
        <Button type="submit" look="primary" isBusy={isSubmitting}>
          Turn the second factor on
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </DialogActions>
    </form>
  )
}
