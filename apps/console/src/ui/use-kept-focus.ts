import { useLayoutEffect, useRef, type FocusEvent } from 'react'

/**
 * For a place whose buttons come and go by themselves: when the one that has the focus vanishes, the
 * place keeps it, if it has a `tabIndex`; else its next button gets it; and where nothing of it is
 * left, the page. Without that a keyboard begins again at the top.
 */
export function useKeptFocus<Place extends HTMLElement>() {
  const place = useRef<Place>(null)
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    // React tells nobody of the focus that goes with what it takes away.
    if (focused.current === null || focused.current.isConnected) return
    focused.current = null
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isLost) heirOf(place.current)?.focus({ preventScroll: true })
  })
  return {
    ref: place,
    // What comes from a dialog that hangs on the place is not of it.
    onFocus: ({ target }: FocusEvent) => {
      if (place.current?.contains(target)) focused.current = target
    },
    onBlur: () => {
      focused.current = null
    },
  }
}

function heirOf(place: HTMLElement | null): HTMLElement | null {
  const own = place?.hasAttribute('tabindex')
    ? place
    : place?.querySelector<HTMLElement>('button, a')
  return own ?? document.querySelector('main')
}
