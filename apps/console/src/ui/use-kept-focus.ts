import { useLayoutEffect, useRef, type FocusEvent } from 'react'

/**
 * For a group of buttons that come and go by themselves: when the one that has the focus vanishes,
 * the group keeps it, and where that is gone as well, the page. It needs `tabIndex={-1}`.
 */
export function useKeptFocus<Group extends HTMLElement>() {
  const group = useRef<Group>(null)
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (focused.current === null || focused.current.isConnected) return
    focused.current = null
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isLost) (group.current ?? document.querySelector('main'))?.focus()
  })
  return {
    ref: group,
    // What comes from a dialog that hangs on the group is not of it.
    onFocus: ({ target }: FocusEvent) => {
      if (group.current?.contains(target)) focused.current = target
    },
    onBlur: () => {
      focused.current = null
    },
  }
}
