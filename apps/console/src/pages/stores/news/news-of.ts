import type { Desired, Phase, StoreRow } from '@holdfast/stores/contract'

interface News {
  readonly tone: 'success' | 'warning' | 'danger' | 'info'
  readonly text: string
  readonly detail?: string
}

type Told = Pick<StoreRow, 'name' | 'phase' | 'failure'> & { readonly desired: Desired }

/** What is worth a word about a store to somebody who is looking at something else. */
export function newsOf({ name, phase, failure, desired }: Told): News | undefined {
  if (phase === 'failed' && desired === 'cancelled') {
    return { tone: 'info', text: `${name} is cancelled` }
  }
  const say = words[phase]?.(name)
  if (say === undefined || phase !== 'failed' || failure === null) return say
  return { ...say, detail: failure.message }
}

const words: Readonly<Partial<Record<Phase, (name: string) => News>>> = {
  ready: (name) => ({ tone: 'success', text: `${name} is ready`, detail: 'People can buy in it.' }),
  failed: (name) => ({ tone: 'danger', text: `${name} has failed` }),
  degraded: (name) => ({
    tone: 'warning',
    text: `${name} does not answer`,
    detail: 'It is being repaired by itself.',
  }),
  suspended: (name) => ({ tone: 'info', text: `${name} is suspended` }),
  delete_blocked: (name) => ({
    tone: 'danger',
    text: `${name} could not be deleted wholly`,
    detail: 'Its page says what is still there.',
  }),
  deleted: (name) => ({
    tone: 'info',
    text: `${name} is deleted`,
    detail: 'Nothing is left of it.',
  }),
}
