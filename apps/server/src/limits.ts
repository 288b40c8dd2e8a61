import {
  createMemoryStore,
  defaultPolicies,
  definePolicy,
  scalePolicies,
} from '@holdfast/kernel/rate-limit'
import type { Clock } from '@holdfast/kernel/clock'

const minuteMs = 60_000

/** The kernel's policies, and those that only this service has. */
const policies = {
  ...defaultPolicies,
  lookup: definePolicy({
    name: 'lookup',
    windows: [
      { name: 'minute', limit: 5, periodMs: minuteMs },
      { name: 'hour', limit: 30, periodMs: 60 * minuteMs },
    ],
    whenStoreIsDown: 'local',
  }),
  // Pages and their files included, for everybody behind one address.
  edge: definePolicy({
    name: 'edge',
    windows: [{ name: 'minute', limit: 1200, periodMs: minuteMs }],
    whenStoreIsDown: 'local',
  }),
}

/** The limits of this process, multiplied by `factor`. */
export function createLimits(clock: Clock, factor: number) {
  return { store: createMemoryStore({ clock }), policies: scalePolicies(policies, factor) }
}
