import { useId, useState } from 'react'

/** A reason that is written in a dialog, and what is wrong with it once it is sent. */
export function useReason(isNeeded: boolean) {
  const [reason, setReason] = useState('')
  const [isMissed, setMissed] = useState(false)
  const fieldId = useId()
  const text = reason.trim()
  return {
    text,
    /** Whether the form can go out; if not, the field says why and gets the focus. */
    check(): boolean {
      const isMissing = isNeeded && text === ''
      setMissed(isMissing)
      if (isMissing) document.getElementById(fieldId)?.querySelector('textarea')?.focus()
      return !isMissing
    },
    field: {
      id: fieldId,
      reason,
      onChange: setReason,
      isNeeded,
      error: isMissed && isNeeded && text === '' ? 'Say why, for your colleagues.' : undefined,
    },
  }
}
