import { Slot } from 'radix-ui'
import { useLayoutEffect, type ReactNode } from 'react'

let locks = 0

/**
 * Stands in for the package `react-remove-scroll`, which Radix wraps around what is modal: the
 * page behind does not scroll while this is shown. That package writes a style element, which
 * the content security policy refuses; a style of the root element needs no exception.
 */
export function RemoveScroll({ children }: { readonly children: ReactNode }) {
  useLayoutEffect(lockScroll, [])
  return <Slot.Root>{children}</Slot.Root>
}

function lockScroll(): () => void {
  const { style } = document.documentElement
  locks += 1
  style.overflow = 'hidden'
  return () => {
    locks -= 1
    if (locks === 0) style.overflow = ''
  }
}
