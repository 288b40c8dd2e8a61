import { isCallError } from '@holdfast/client'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { FormFailure } from '../form/form-failure.tsx'

interface QuestionDialogProps {
  readonly title: string
  /** What follows. */
  readonly text: ReactNode
  /** What is done then: "Delete the file". */
  readonly yes: string
  readonly no: string
  /** Unless told something is lost by it. */
  readonly look?: 'danger' | 'primary'
  /** How doing it stands; while it is under way nothing is done twice. */
  readonly deed: { readonly isPending: boolean; readonly error: unknown }
  readonly onYes: () => void
  readonly onClose: () => void
}

/** Says what follows and asks once. What could not be done says why, and can be asked for again. */
export function QuestionDialog({ look = 'danger', deed, ...props }: QuestionDialogProps) {
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      role={look === 'danger' ? 'alertdialog' : 'dialog'}
      title={<span className="wrap-anywhere">{props.title}</span>}
      text={props.text}
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(deed.error) ? deed.error : undefined} />
      </div>
      <DialogActions>
        <Button look={look} isBusy={deed.isPending} onClick={() => props.onYes()}>
          {props.yes}
        </Button>
        <Button onClick={props.onClose}>{props.no}</Button>
      </DialogActions>
    </Dialog>
  )
}
