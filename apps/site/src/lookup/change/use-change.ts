import type { BookingDetail, Menu } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useState } from 'preact/hooks'
import { hasCode } from '../../api/remedy.ts'
import { changing } from '../../api/changing.ts'
import { checkStep, placeErrors, type FieldTexts } from '../../flow/check-answers.ts'
import { draftOf } from '../../flow/draft-of.ts'
import type { Draft } from '../../flow/draft.ts'
import {
  forgetChanges,
  keepChanges,
  loadChanges,
  type KeptAccess,
} from '../../flow/kept-booking.ts'
import { changesOf, type Changes } from './changes.ts'

export interface Changing {
  readonly booking: BookingDetail
  readonly access: KeptAccess
  readonly onBack: () => void
  readonly onChanged: (booking: BookingDetail) => void
  readonly onOutdated: () => void
}

const meanwhile = new Set(['bookings.outdated', 'bookings.wrongState'])

/** The answers being changed; kept through a reload, and sent once, only what is different. */
export function useChange(
  { booking, access, onChanged, onOutdated }: Changing,
  menu: Menu | undefined,
) {
  const [draft, setDraft] = useState<Draft>(() => loadChanges(booking.id) ?? draftOf(booking))
  const [errors, setErrors] = useState<FieldTexts>({})
  const [error, setError] = useState<CallError>()
  const [hasNothing, setNothing] = useState(false)
  const { isBusy, submit } = useSubmitGuard((changes: Changes) =>
    changing.changeBooking(
      { params: { id: booking.id }, body: { ...changes, version: booking.version } },
      { accessToken: access.accessToken },
    ),
  )
  const changes = changesOf(booking, draft)

  const save = async () => {
    const found = {
      ...checkStep('party', draft),
      ...checkStep('menu', { ...draft, proteinsPerGuest: menu?.proteinsPerGuest ?? 0 }),
      // What is not changed need not be better than when it was booked.
      ...(changes.venue === undefined ? {} : checkStep('address', draft)),
      ...checkStep('wishes', draft),
    }
    setErrors(found)
    setError(undefined)
    setNothing(Object.keys(changes).length === 0)
    if (Object.keys({ ...found }).length > 0 || Object.keys(changes).length === 0) return
    const sent = submit(changes)
    if (sent === undefined) return
    const result = await settle(sent)
    if (result.ok) {
      forgetChanges()
      return onChanged(result.value)
    }
    const placed = result.error.kind === 'problem' ? placeErrors(result.error.errors) : undefined
    if (placed !== undefined) return setErrors(placed.texts)
    setError(result.error)
    if (hasCode(result.error, meanwhile)) onOutdated()
  }

  return {
    draft,
    errors,
    error,
    isBusy,
    hasNothing,
    changesPrice: [changes.party, changes.menu, changes.venue].some((one) => one !== undefined),
    set: (given: Partial<Draft>) => {
      const next = { ...draft, ...given }
      keepChanges(booking.id, next)
      setDraft(next)
      setNothing(false)
      setErrors(without(errors, given))
    },
    save: () => void save(),
  }
}

function without(shown: FieldTexts, given: Partial<Draft>): FieldTexts {
  return Object.fromEntries(Object.entries(shown).filter(([field]) => !(field in given)))
}
