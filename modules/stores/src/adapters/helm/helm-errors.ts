import type { FailureClass } from '../../contract/states.ts'

export interface HelmFailure {
  readonly class: FailureClass
  readonly code: string
  /** For the store's owner. */
  readonly say: string
}

interface Rule extends HelmFailure {
  readonly pattern: RegExp
}

/** The first that matches counts: what is certain stands before what is merely likely. */
const rules: readonly Rule[] = [
  {
    pattern: /exceeded quota/i,
    class: 'quota',
    code: 'quotaExceeded',
    say: 'The shop needs more than its plan allows in the cluster.',
  },
  {
    pattern:
      /another operation \(install\/upgrade\/rollback\) is in progress|cannot re-?use a name that is still in use|the object has been modified|because it is being terminated|object is being deleted/i,
    class: 'conflict',
    code: 'releaseConflict',
    say: 'Something else is changing the shop at this moment.',
  },
  {
    pattern:
      /cluster unreachable|connection refused|connection reset|no such host|i\/o timeout|TLS handshake timeout|unexpected EOF|: EOF$|broken pipe|server closed idle connection|http2: .*connection|no route to host|network is unreachable/im,
    class: 'transient',
    code: 'clusterUnreachable',
    say: 'The cluster can not be reached.',
  },
  {
    pattern:
      /etcdserver: |leader changed|too many requests|server is currently unable to handle the request|client rate limiter|request did not complete within|\(ServiceUnavailable\)|failed calling webhook|apiserver not ready/i,
    class: 'transient',
    code: 'clusterBusy',
    say: 'The cluster is busy.',
  },
  {
    pattern:
      /timed out waiting for the condition|context deadline exceeded|resource \S+ not ready|client\.Timeout/i,
    class: 'timeout',
    code: 'releaseTimedOut',
    say: 'The shop did not become ready in time.',
  },
  {
    pattern: /is forbidden|unauthorized|must be logged in/i,
    class: 'permanent',
    code: 'clusterForbids',
    say: 'The cluster does not allow this.',
  },
]

/** Says by what helm printed why it failed, and so what is done about it. */
export function classifyHelm(stderr: string): HelmFailure {
  const rule = rules.find(({ pattern }) => pattern.test(stderr))
  if (!rule) return { class: 'permanent', code: 'releaseFailed', say: 'The shop was not released.' }
  const { class: found, code, say } = rule
  return { class: found, code, say }
}
