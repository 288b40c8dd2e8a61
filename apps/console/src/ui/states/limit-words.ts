import type { LimitedError } from '@holdfast/client'

/** What was too much, by the kind of call; the others keep the words of the client. */
const titles: Readonly<Record<string, string>> = {
  signIn: 'Too many tries',
  ownPassword: 'Too many tries',
  secondFactor: 'Too many tries',
  recovery: 'Too many mails in a short time',
}

const tooManyCodes = 'identity.tooManyCodes'

/** `Too many tries` */
export function limitTitle({ category, code, friendly }: LimitedError): string {
  if (code === tooManyCodes || !Object.hasOwn(titles, category)) return friendly.title
  return titles[category] ?? friendly.title
}

/** `42 s`, `3 min 05 s`: for the eye, new every second. */
export function waitWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** `less than a minute`, `about 4 minutes`: for the ear, new a few times only. */
export function spokenWait(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes <= 1 ? 'less than a minute' : `about ${minutes} minutes`
}
