import { expect, test } from 'vitest'
import { classifyFailure } from './failures.ts'

test.each([
  ['Error: listen EADDRINUSE: address already in use 127.0.0.1:21007', 'conflict', 'portTaken'],
  ['ENOSPC: no space left on device, write', 'transient', 'diskFull'],
  [
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    'transient',
    'outOfMemory',
  ],
  ['error: sorry, too many clients already', 'transient', 'tooManyConnections'],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'transient', 'databaseAway'],
  ['error: terminating connection due to administrator command', 'transient', 'databaseAway'],
  ['error: the database system is starting up', 'transient', 'databaseAway'],
  ['error: deadlock detected', 'transient', 'migratedTwiceAtOnce'],
  ['error: password authentication failed for user "store_x"', 'permanent', 'databaseRefused'],
  ['error: permission denied for schema public', 'permanent', 'databaseRefused'],
  [
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@medusajs/cli'",
    'permanent',
    'installationDamaged',
  ],
  ['something that nobody has seen before', 'transient', 'medusaFailed'],
  ['', 'transient', 'medusaFailed'],
])('%j is %s: %s', (output, failureClass, code) => {
  expect(classifyFailure(output)).toEqual({ class: failureClass, code })
})
