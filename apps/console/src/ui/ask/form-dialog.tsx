import { isCallError } from '@holdfast/client'
import { useId, type FormEvent, type ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { FormFailure } from '../form/form-failure.tsx'

interface FormDialogProps {
  readonly title: string
  /** What it means. */
  readonly text?: ReactNode
  /** What `useApiForm` gives, or the like. */
  readonly form: {
    readonly onSubmit: (event: FormEvent) => unknown
    readonly isSubmitting: boolean
    readonly failure: unknown
  }
  /** What sending it does: "Rename it". */
  readonly submit: string
  /** Why it can not be sent now. */
  readonly disabledReason?: string | undefined
  /** Closing without it: "Leave it". */
  readonly leave: string
  /** Unless told nothing is lost by it. */
  readonly look?: 'primary' | 'danger'
  readonly onClose: () => void
  /** The fields. */
  readonly children: ReactNode
}

/** A form above the page: its fields, why it was not accepted, and its two buttons. */
export function FormDialog({ form, look = 'primary', ...props }: FormDialogProps) {
  const { title, text, submit, disabledReason, leave, onClose, children } = props
  const formId = useId()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role={look === 'danger' ? 'alertdialog' : 'dialog'}
      title={<span className="wrap-anywhere">{title}</span>}
      text={text}
    >
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        {children}
        <FormFailure failure={isCallError(form.failure) ? form.failure : undefined} />
      </form>
      <DialogActions>
        <Button
          type="submit"
          form={formId}
          look={look}
          isBusy={form.isSubmitting}
          disabledReason={disabledReason}
        >
          {submit}
        </Button>
        <Button onClick={onClose}>{leave}</Button>
      </DialogActions>
    </Dialog>
  )
}
