import { defineProblems } from '../problems/problems.ts'

export const idempotencyProblems = defineProblems('idempotency', {
  keyMissing: { status: 400, say: 'This request needs an Idempotency-Key header.' },
  keyInvalid: {
    status: 400,
    say: 'An Idempotency-Key has 1 to 255 visible ASCII characters, at least 16 from callers who are not signed in. A new UUID is best.',
  },
  mismatch: {
    status: 422,
    say: 'This Idempotency-Key was used before, for a different request.',
  },
  inProgress: {
    status: 409,
    say: 'The first request with this Idempotency-Key is still being worked on.',
  },
})
