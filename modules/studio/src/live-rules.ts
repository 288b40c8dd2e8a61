import type { LiveRules } from '@holdfast/kernel/module'

/** What is told of the studio while it happens, and to whom. */
export const liveRules: LiveRules = {
  events: [
    {
      types: [
        'studio.assetAdded',
        'studio.assetChanged',
        'studio.assetDeleted',
        'studio.projectChanged',
        'studio.jobQueued',
        'studio.jobEnded',
      ],
      action: 'studio.read',
    },
  ],
}
