import type { Phase } from '../contract/states.ts'

const always = ['failed', 'deleting'] as const satisfies readonly Phase[]

/** Which phase may follow which; the table `stores.phase_change` says the same. */
export const phasesAfter: Readonly<Record<Phase, readonly Phase[]>> = {
  requested: ['queued', ...always],
  queued: ['provisioning', ...always],
  provisioning: ['verifying', 'queued', ...always],
  verifying: ['ready', 'queued', ...always],
  ready: ['updating', 'suspending', 'degraded', ...always],
  updating: ['ready', 'degraded', ...always],
  suspending: ['suspended', ...always],
  suspended: ['resuming', ...always],
  resuming: ['ready', 'degraded', ...always],
  degraded: ['ready', 'updating', 'suspending', ...always],
  failed: ['queued', 'updating', 'suspending', 'resuming', 'deleting'],
  deleting: ['deleted', 'delete_blocked'],
  delete_blocked: ['deleting'],
  deleted: [],
}

export function mayBecome(from: Phase, to: Phase): boolean {
  return phasesAfter[from].includes(to)
}
