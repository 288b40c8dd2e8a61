import { useCallback, useEffect, useState } from 'preact/hooks'

/** What is shown of a booking: itself, moving it to another time, or changing what was answered. */
export type View =
  | { readonly do: 'show' | 'change' }
  | { readonly do: 'move'; readonly date: string; readonly time: string }

export const shown: View = { do: 'show' }

/** The view that stands in the address, so that back, forward and reload keep it. */
export function useView() {
  const [view, setView] = useState(() => viewIn(location.search))
  useEffect(() => {
    const follow = () => setView(viewIn(location.search))
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  const open = useCallback((next: View) => {
    history.pushState({}, '', addressOf(next))
    setView(next)
  }, [])
  /** Done: Back does not lead into a form again that has had its effect. */
  const finish = useCallback(() => {
    history.replaceState({}, '', addressOf(shown))
    setView(shown)
  }, [])
  return { view, open, finish }
}

export function viewIn(search: string): View {
  const asked = new URLSearchParams(search)
  if (asked.get('do') === 'change') return { do: 'change' }
  if (asked.get('do') !== 'move') return shown
  return { do: 'move', date: fitting(asked, 'date', /^\d{4}-\d\d-\d\d$/), time: timeIn(asked) }
}

export function addressOf(view: View): string {
  if (view.do !== 'move') return view.do === 'show' ? location.pathname : '?do=change'
  const chosen = Object.entries({ date: view.date, time: view.time })
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `&${name}=${text}`)
  return `?do=move${chosen.join('')}`
}

// A time without a day is none.
function timeIn(asked: URLSearchParams): string {
  const day = fitting(asked, 'date', /^\d{4}-\d\d-\d\d$/)
  return day === '' ? '' : fitting(asked, 'time', /^\d\d:\d\d$/)
}

function fitting(asked: URLSearchParams, name: string, pattern: RegExp): string {
  const text = asked.get(name) ?? ''
  return pattern.test(text) ? text : ''
}
