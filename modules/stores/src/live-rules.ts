import type { LiveRules } from '@holdfast/kernel/module'
import { phaseChanged, secretsShown, wishEvents } from './event/store-event-types.ts'

/** What is told of stores while it happens, and to whom. */
export const liveRules: LiveRules = {
  events: [
    { types: [...Object.values(wishEvents), phaseChanged, secretsShown], action: 'stores.read' },
  ],
}
