import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * After going to another page the focus is on its heading, as it would be in a page that the
 * browser loads, so that a screen reader reads on from there. The first page keeps the browser's.
 */
export function useFocusOnArrival(): void {
  const area = useRouterState({ select: (state) => areaOf(state.resolvedLocation?.pathname) })
  const before = useRef(area)
  useEffect(() => {
    const isArrival = before.current !== undefined && area !== before.current
    before.current = area
    if (isArrival) focusHeading()
  }, [area])
}

// A booking beside its list is the same area: its panel moves the focus by itself.
function areaOf(pathname: string | undefined): string | undefined {
  return pathname?.replace(/^(\/bookings)\/.*$/, '$1').replace(/\/$/, '')
}

function focusHeading(): void {
  const main = document.getElementById('main')
  const target = main?.querySelector<HTMLElement>('h1') ?? main
  if (target === null || target === undefined) return
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1
  target.focus({ preventScroll: true })
}
