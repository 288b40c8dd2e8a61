import type { Fleet, Phase, StoreRow } from '@holdfast/stores/contract'
import { phaseWords } from '../store-words.ts'

interface Standing {
  readonly store: Pick<StoreRow, 'phase' | 'desired' | 'failure'>
  readonly count: number
}

/** How many stores stand how, in the order in which a store goes through it; cancelled is not failed. */
export function countStandings({
  phases,
  cancelled,
}: Pick<Fleet, 'phases' | 'cancelled'>): readonly Standing[] {
  // The keys of the words are the phases in that order.
  const all = (Object.keys(phaseWords) as Phase[]).flatMap((phase): Standing[] => {
    const count = phases[phase] ?? 0
    const standing: Standing = { store: { phase, desired: 'running', failure: null }, count }
    if (phase !== 'failed') return [standing]
    const ended: Standing = { store: cancelledStore, count: cancelled }
    return [{ ...standing, count: count - cancelled }, ended]
  })
  return all.filter(({ count }) => count > 0)
}

const cancelledStore: Standing['store'] = {
  phase: 'failed',
  desired: 'cancelled',
  failure: { class: 'permanent', code: 'cancelled', message: '' },
}
