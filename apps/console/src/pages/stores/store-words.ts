import type {
  Desired,
  EngineRow,
  FailureClass,
  FinalizerName,
  Phase,
  Plan,
  StepName,
} from '@holdfast/stores/contract'
import type { Tone } from '../../ui/badge.tsx'

interface Words {
  readonly label: string
  readonly tone: Tone
  /** What it means, and what happens next. */
  readonly meaning: string
}

export const phaseWords: Readonly<Record<Phase, Words>> = {
  requested: {
    label: 'Asked for',
    tone: 'info',
    meaning: 'It begins in a moment.',
  },
  queued: {
    label: 'Waiting its turn',
    tone: 'info',
    meaning: 'It begins as soon as there is room. Nothing is asked of you.',
  },
  provisioning: {
    label: 'Being set up',
    tone: 'info',
    meaning: 'You can leave this page: it goes on, and you are told when it is ready.',
  },
  verifying: {
    label: 'Being checked',
    tone: 'info',
    meaning: 'It is there. Before you get it, somebody looks in as a customer would.',
  },
  ready: { label: 'Ready', tone: 'success', meaning: 'It is open, and watched over.' },
  updating: {
    label: 'Being changed',
    tone: 'info',
    meaning: 'What you asked for is being done. If it does not work out, the store goes back.',
  },
  suspending: { label: 'Closing', tone: 'info', meaning: 'What it knows is kept.' },
  suspended: {
    label: 'Suspended',
    tone: 'neutral',
    meaning: 'It is closed and keeps what it knows. Its address says so to visitors.',
  },
  resuming: { label: 'Opening again', tone: 'info', meaning: 'It is back in a moment.' },
  degraded: {
    label: 'Not answering',
    tone: 'warning',
    meaning: 'It is being repaired by itself. The events below say how.',
  },
  failed: {
    label: 'Failed',
    tone: 'danger',
    meaning: 'It could not be done. Try again, or delete the store.',
  },
  deleting: { label: 'Being deleted', tone: 'info', meaning: 'It goes, part by part.' },
  delete_blocked: {
    label: 'Not wholly deleted',
    tone: 'danger',
    meaning: 'Something of it is still there and could not be taken away.',
  },
  deleted: { label: 'Deleted', tone: 'neutral', meaning: 'Nothing of it is left.' },
}

interface Standing {
  readonly phase: Phase
  readonly desired: Desired
  readonly failure?: { readonly code: string } | null
}

/** How a store stands, in words; a wish that was not begun yet is said instead. */
export function standingWords(store: Standing): Words {
  const { phase, desired } = store
  if (desired === 'deleted' && !goes.has(phase)) {
    return { ...phaseWords.deleting, meaning: 'What is being done is stopped first.' }
  }
  if (desired === 'cancelled' && !goes.has(phase)) {
    if (isCancelled(store)) return cancelled
    return phase === 'failed'
      ? { ...cancelled, meaning: 'Something of it is still there. It is tried again by itself.' }
      : { label: 'Being cancelled', tone: 'info', meaning: 'What was made already is taken away.' }
  }
  return phaseWords[phase]
}

const cancelled: Words = {
  label: 'Cancelled',
  tone: 'neutral',
  meaning: 'Nothing of what was made is left.',
}

/** Whether it ended as its owner wanted: `failed` is then no failure. */
export function isCancelled({ phase, failure }: Standing): boolean {
  return phase === 'failed' && failure?.code === 'cancelled'
}

const goes: ReadonlySet<Phase> = new Set(['deleting', 'delete_blocked', 'deleted'])
const settled: ReadonlySet<Phase> = new Set([
  'ready',
  'suspended',
  'failed',
  'delete_blocked',
  'deleted',
])

/** Whether it stays as it is until somebody wishes something. */
export function isSettled({ phase, desired }: Standing): boolean {
  if (desired === 'deleted') return phase === 'deleted' || phase === 'delete_blocked'
  if (desired === 'suspended' && phase === 'ready') return false
  if (desired === 'running' && phase === 'suspended') return false
  return settled.has(phase)
}

interface StepWords {
  /** Of one that waits or runs: "Create its database". */
  readonly title: string
  /** While it runs: "Creating its database". */
  readonly doing: string
}

export const stepWords: Readonly<Record<StepName, StepWords>> = {
  allocate: { title: 'Find a place for it', doing: 'Finding a place for it' },
  isolate: { title: 'Keep it apart from others', doing: 'Keeping it apart from others' },
  secrets: { title: 'Make its passwords', doing: 'Making its passwords' },
  database: { title: 'Create its database', doing: 'Creating its database' },
  migrate: { title: 'Lay out its tables', doing: 'Laying out its tables' },
  release: { title: 'Install the shop', doing: 'Installing the shop' },
  wait: { title: 'Start the shop', doing: 'Starting the shop' },
  seedAdmin: {
    title: 'Add an administrator and goods',
    doing: 'Adding an administrator and goods',
  },
  verify: { title: 'Look in as a customer', doing: 'Looking in as a customer' },
  publish: { title: 'Open its address', doing: 'Opening its address' },
}

export const finalizerWords: Readonly<Record<FinalizerName, string>> = {
  traffic: 'Its address',
  release: 'The shop itself',
  data: 'Its data',
  isolation: 'What kept it apart',
  port: 'Its port',
}

interface PlanWords {
  readonly label: string
  readonly meaning: string
}

export const planWords: Readonly<Record<Plan, PlanWords>> = {
  small: { label: 'Small', meaning: 'To try things out, and for a few orders a day.' },
  medium: { label: 'Medium', meaning: 'For a shop that sells every hour.' },
  large: { label: 'Large', meaning: 'For many visitors at once, such as on a sale.' },
}

/** What is done about a failure of this kind. */
export const failureWords: Readonly<Record<FailureClass, string>> = {
  transient: 'Passing trouble',
  permanent: 'Can not work like this',
  timeout: 'Took too long',
  conflict: 'In the way of each other',
  quota: 'No room',
}

/** What an engine is called; its name where the list of engines is not there. */
export function engineTitle(engine: string, engines: readonly EngineRow[] = []): string {
  return engines.find(({ name }) => name === engine)?.title ?? engine
}

/** `< 0.1 s`, `0.4 s`, `12 s`, `3 min 05 s`, `1 h 02 min`. */
export function durationWords(ms: number): string {
  if (ms < 50) return '< 0.1 s'
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${padded(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`
}

function padded(count: number): string {
  return String(count).padStart(2, '0')
}
