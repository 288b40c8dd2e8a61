import type { Engine } from '@holdfast/stores'

const nobodyAsks = () => Promise.reject(new Error('No shop is made here.'))

/** Shops that can be asked for and are never made: no orchestrator works here. */
export const paperShop: Engine = {
  name: 'shop',
  title: 'Shop',
  description: 'On paper.',
  versions: ['1.0.0'],
  driver: {
    steps: new Set(['release']),
    finalizers: new Set(['release']),
    observe: nobodyAsks,
    apply: nobodyAsks,
    suspend: nobodyAsks,
    recover: nobodyAsks,
    destroy: nobodyAsks,
    leftovers: async () => [],
    gone: async () => [],
    logs: async () => '',
    list: async () => [],
    close: async () => undefined,
  },
}
