import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with a store. The codes are permanent. */
export const problems = defineProblems('stores', {
  unknownStore: { status: 404, say: 'There is no such store.' },
  unknownOperation: { status: 404, say: 'There is no such operation.' },
  unknownEngine: { status: 422, say: 'This kind of shop can not be made here.' },
  unknownVersion: { status: 422, say: 'This version is not offered for that kind of shop.' },
  unknownRegion: { status: 422, say: 'No shops are made in that region.' },
  quotaExceeded: {
    status: 409,
    say: 'Your organisation has as many stores as it may have. Delete one, or ask for more.',
  },
  wrongPhase: { status: 409, say: 'That is not possible with the store as it is now.' },
  noSecrets: { status: 409, say: 'This store has no administrator yet.' },
  logsUnavailable: { status: 503, say: 'The logs can not be read right now. Please try again.' },
})
