import type { BookingAction } from '@holdfast/bookings/contract'
import type { ComponentType } from 'react'
import { CancelDialog } from './cancel-dialog.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { RescheduleDialog } from './reschedule-dialog.tsx'
import { CompleteDialog, NoShowDialog, SeatDialog } from './serve-dialogs.tsx'

const dialogs: Readonly<Record<BookingAction, ComponentType<DeedDialogProps>>> = {
  confirm: ConfirmDialog,
  seat: SeatDialog,
  complete: CompleteDialog,
  noShow: NoShowDialog,
  reschedule: RescheduleDialog,
  change: ChangeDialog,
  cancel: CancelDialog,
}

interface BookingDialogsProps extends DeedDialogProps {
  readonly asked: BookingAction
}

/** The question or form of what was asked for. */
export function BookingDialogs({ booking, asked, onClose }: BookingDialogsProps) {
  const Asked = dialogs[asked]
  return <Asked booking={booking} onClose={onClose} />
}
