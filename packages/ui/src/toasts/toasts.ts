import type { IconName } from '../icons/paths.ts'
import { createFollowed, type Followed } from '../followed/followed.ts'

export type ToastTone = 'info' | 'success' | 'warning' | 'danger'

/** The tone as a drawing as well, since colour alone says nothing to many. */
export const toneIcons: Readonly<Record<ToastTone, IconName>> = {
  info: 'info',
  success: 'check',
  warning: 'alert',
  danger: 'alert',
}

/** A short message about something that has happened. */
export interface Toast {
  readonly id: string
  readonly tone: ToastTone
  readonly text: string
  readonly detail?: string
  /** One thing to do about it: "Undo". Doing it takes the toast away. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface NewToast extends Omit<Toast, 'id'> {
  /** The same id again replaces the toast: "Saving" becomes "Saved". */
  readonly id?: string
  /** How long it stays; see `durationOf` for what is usual. */
  readonly durationMs?: number
}

export type Hold = 'pointer' | 'focus'

/** The toasts in view, newest last. */
export interface Toasts extends Followed<readonly Toast[]> {
  /** Shows it and gives its id. */
  show(toast: NewToast): string
  dismiss(id: string): void
  /** Nothing goes by itself while somebody reads: the pointer or the focus is on them. */
  hold(why: Hold): void
  release(why: Hold): void
}

const mostAtOnce = 4

/** Keeps toasts and takes each away when its time is over. No face, no framework. */
export function createToasts(): Toasts {
  const shown = createFollowed<readonly Toast[]>([])
  const stays = new Map<string, Stay>()
  const holds = new Set<Hold>()
  let count = 0

  function dismiss(id: string): void {
    stays.get(id)?.pause()
    stays.delete(id)
    shown.set(shown.read().filter((toast) => toast.id !== id))
    // What was below the pointer is gone, and browsers do not say that the pointer left it.
    holds.clear()
    runAll()
  }

  function runAll(): void {
    if (holds.size === 0) for (const stay of stays.values()) stay.run()
  }

  return {
    read: shown.read,
    follow: shown.follow,
    dismiss,
    show: ({ durationMs, ...given }) => {
      const toast = { ...given, id: given.id ?? `toast-${(count += 1)}` }
      stays.get(toast.id)?.pause()
      const stay = createStay(durationMs ?? durationOf(toast), () => dismiss(toast.id))
      stays.set(toast.id, stay)
      shown.set(placed(shown.read(), toast))
      for (const old of shown.read().slice(0, -mostAtOnce)) dismiss(old.id)
      runAll()
      return toast.id
    },
    hold: (why) => {
      holds.add(why)
      for (const stay of stays.values()) stay.pause()
    },
    release: (why) => {
      holds.delete(why)
      runAll()
    },
  }
}

/** Five seconds; ten when there is something to do; what went wrong stays until it is dismissed. */
export function durationOf(toast: Pick<Toast, 'tone' | 'action'>): number {
  if (toast.tone === 'danger') return Number.POSITIVE_INFINITY
  return toast.action ? 10_000 : 5_000
}

function placed(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  const isThere = toasts.some(({ id }) => id === toast.id)
  return isThere ? toasts.map((one) => (one.id === toast.id ? toast : one)) : [...toasts, toast]
}

interface Stay {
  run(): void
  pause(): void
}

// Time in view: it stops while it is paused.
function createStay(durationMs: number, end: () => void): Stay {
  let leftMs = durationMs
  let sinceMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    run: () => {
      if (timer !== undefined || leftMs === Number.POSITIVE_INFINITY) return
      sinceMs = performance.now()
      timer = setTimeout(end, leftMs)
    },
    pause: () => {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      leftMs -= performance.now() - sinceMs
    },
  }
}
