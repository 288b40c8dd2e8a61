/** What people ask for: in the timeline of the store, and among the events of the organisation. */
export const wishEvents = {
  create: 'store.requested',
  update: 'store.changeRequested',
  retry: 'store.retryRequested',
  suspend: 'store.suspendRequested',
  resume: 'store.resumeRequested',
  cancel: 'store.cancelRequested',
  delete: 'store.deleteRequested',
} as const

export const secretsShown = 'store.secretsShown'

/** Written by the orchestrator whenever a store has another phase. */
export const phaseChanged = 'store.phaseChanged'
