import { categoryName } from './category-names.ts'

/** A limit that has been met and when it ends, by the wall clock in ms. */
export interface MetLimit {
  readonly category: string
  readonly endsAtMs: number
}

/** Red, yellow and blue. The words say the time as well, so the colour is not alone. */
export type LimitTone = 'danger' | 'warning' | 'info'

/** What the banner shows. */
export interface LimitNotice {
  readonly tone: LimitTone
  /** `There were many searches in a short time.` */
  readonly text: string
  /** `42 s`, `3 min 05 s`: for the eye, new every second. */
  readonly left: string
  /** `You can go on in less than 30 seconds.`: for the ear, new a few times only. */
  readonly spoken: string
}

/** The banner for a limit with `leftMs` to go, or nothing once it has ended. */
export function limitNotice(
  limit: MetLimit,
  now: number,
  names?: Readonly<Record<string, string>>,
): LimitNotice | undefined {
  const seconds = Math.ceil((limit.endsAtMs - now) / 1000)
  if (seconds <= 0) return undefined
  return {
    tone: toneOf(seconds),
    text: `There were many ${categoryName(limit.category, names)} in a short time.`,
    left: leftWords(seconds),
    spoken: `You can go on in ${spokenWords(seconds)}.`,
  }
}

function toneOf(seconds: number): LimitTone {
  if (seconds < 10) return 'danger'
  return seconds <= 30 ? 'warning' : 'info'
}

function leftWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

function spokenWords(seconds: number): string {
  if (seconds < 10) return 'less than 10 seconds'
  if (seconds <= 30) return 'about 30 seconds'
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`
}
