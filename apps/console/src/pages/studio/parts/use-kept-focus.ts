import { useEffect, useRef } from 'react'

/**
 * For a place whose buttons come and go: when the one that has the focus is gone, the next one there
 * gets it. Without that a keyboard begins again at the top of the page.
 */
export function useKeptFocus<Place extends HTMLElement>() {
  const ref = useRef<Place>(null)
  const isInside = useRef(false)
  useEffect(() => {
    // React tells nobody of the focus that goes with what it takes away.
    if (!isInside.current || ref.current?.contains(document.activeElement)) return
    ref.current?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true })
  })
  return {
    ref,
    onFocus: () => {
      isInside.current = true
    },
    onBlur: () => {
      isInside.current = false
    },
  }
}
