import type { StepName } from '../contract/states.ts'

/** What the timeline of a store says of each step: for its owner, not for who runs the platform. */
const words: Readonly<Record<StepName, { readonly begun: string; readonly done: string }>> = {
  allocate: { begun: 'Finding a place for the shop.', done: 'The shop has a place.' },
  isolate: {
    begun: 'Separating it from other shops.',
    done: 'It is separated from other shops.',
  },
  secrets: { begun: 'Making its passwords.', done: 'Its passwords are made.' },
  database: { begun: 'Creating its database.', done: 'Its database is there.' },
  migrate: { begun: 'Preparing its database.', done: 'Its database is ready.' },
  release: { begun: 'Starting the shop.', done: 'The shop is started.' },
  wait: { begun: 'Waiting for the shop to answer.', done: 'The shop answers.' },
  seedAdmin: { begun: 'Setting up its administrator.', done: 'Its administrator can sign in.' },
  verify: { begun: 'Checking the shop from outside.', done: 'The shop has passed the checks.' },
  publish: { begun: 'Opening it to visitors.', done: 'It is open to visitors.' },
}

export function stepBegun(step: StepName, attempt: number): string {
  const { begun } = words[step]
  return attempt === 1 ? begun : `Attempt ${attempt}. ${begun}`
}

export function stepDone(step: StepName): string {
  return words[step].done
}

/** What went wrong with it, and that this is not the end. */
export function triedAgain(what: string, againMs: number): string {
  return `${what} It is tried again in ${inWords(againMs)}.`
}

export function stopsAgain(restMs: number): string {
  return `It stops again and again: it is started again in ${inWords(restMs)}.`
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes > 0 ? `${minutes} min` : `${Math.max(1, Math.ceil(ms / 1000))} s`
}
