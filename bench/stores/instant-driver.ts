import type { Driver } from '@holdfast/stores'

/** A driver for which everything is done at once: what is left is the orchestrator's own time. */
export function createInstantDriver(onStep: (storeId: string, step: string) => void): Driver {
  return {
    steps: new Set(['allocate', 'database', 'migrate', 'release', 'wait', 'verify', 'publish']),
    finalizers: new Set(['release', 'data', 'port']),
    observe: async () => ({ state: 'running' }),
    async apply(step, { id }, { guard }) {
      onStep(id, step)
      await guard()
      return {}
    },
    suspend: async () => undefined,
    recover: async () => undefined,
    destroy: async () => ({}),
    leftovers: async () => [],
    gone: async () => [],
    logs: async () => '',
    list: async () => [],
    close: async () => undefined,
  }
}
