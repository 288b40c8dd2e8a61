import { useEffect, useRef } from 'react'

/** Puts the focus on the first field that is still empty, for pages that are one form. */
export function useFirstFocus() {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const inputs = [...(form.current?.querySelectorAll('input') ?? [])]
    inputs.find((input) => input.value === '' && !input.readOnly)?.focus()
  }, [])
  return form
}
