import { leftAnswer } from './leave.contract.ts'

const patienceMs = 15_000

/**
 * Takes the holder of a mailed link off the waitlist when they say so. Without the client, which
 * weighs more than such a page may. The token stands behind the `#`, so that no server and no log
 * sees it before somebody presses the button.
 */
export function offerToLeave(page: HTMLElement): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  const button = page.querySelector('button')
  if (token === null || button === null) return say(page, words.broken)
  const press = async () => {
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    const outcome = await leave(token)
    button.ariaDisabled = 'false'
    say(page, outcome)
  }
  button.addEventListener('click', () => void press())
}

interface Words {
  readonly title: string
  readonly text: string
  /** Whether the button may be pressed again. */
  readonly again?: true
}

const words = {
  broken: {
    title: 'This link is not complete.',
    text: 'Open it once more from the mail. A mail program may have cut it in two.',
  },
  unknown: {
    title: 'This link no longer works.',
    text: 'It is too old, or not one of ours. There is nothing more to do.',
  },
  over: {
    title: 'This wait is over already.',
    text: 'Either the time is yours by now, or it went to somebody else.',
  },
  busy: {
    title: 'That did not reach us.',
    text: 'Please try once more in a moment.',
    again: true,
  },
} as const satisfies Record<string, Words>

async function leave(token: string): Promise<Words> {
  try {
    const response = await fetch('/api/v1/waitlist/leave', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      // Who is signed in at the console is a guest here.
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (response.status === 409) return words.over
    if ([400, 404, 410, 422].includes(response.status)) return words.unknown
    const left = response.ok ? leftAnswer.safeParse(await response.json()) : undefined
    return left?.success ? leftWords(left.data) : words.busy
  } catch {
    return words.busy
  }
}

function leftWords({ date, stationName }: { date: string; stationName: string }): Words {
  history.replaceState(null, '', location.pathname)
  return {
    title: 'You no longer wait.',
    text: `We have taken you off the list for ${dayOf(date)} (${stationName}). A time that we held for you is free for others again.`,
  }
}

// Its own words for a day: those of the pages that ask come with all that these need.
function dayOf(date: string): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(undefined, words)
}

function say(page: HTMLElement, { title, text, again }: Words): void {
  const [heading, line] = [page.querySelector('h1'), page.querySelector('p')]
  if (heading) heading.textContent = title
  if (line) line.textContent = text
  page.querySelector('button')?.toggleAttribute('hidden', again !== true)
  heading?.focus()
}
