/** One revision of a release, as `helm history` tells it. */
export interface Revision {
  readonly revision: number
  readonly status: string
}

export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'uninstall' }
  | { readonly kind: 'rollback'; readonly revision: number }

/**
 * What ends a release that somebody began and did not finish. A first install that was never there goes
 * away; all else goes back to the last revision that was good.
 */
export function recoveryOf(history: readonly Revision[]): Recovery {
  const sorted = history.toSorted((a, b) => a.revision - b.revision)
  const latest = sorted.at(-1)
  if (!latest || isSettled(latest.status)) return { kind: 'none' }
  if (goesAway.has(latest.status)) return { kind: 'uninstall' }
  const good = sorted.findLast(({ status }) => wasGood.has(status))
  return good ? { kind: 'rollback', revision: good.revision } : { kind: 'uninstall' }
}

/** What is under way, by the status of the last revision. */
export function pendingOf({ revision, status }: Revision): 'install' | 'upgrade' | undefined {
  if (isSettled(status)) return undefined
  return goesAway.has(status) || revision === 1 ? 'install' : 'upgrade'
}

const goesAway = new Set(['pending-install', 'uninstalling', 'uninstalled'])
const wasGood = new Set(['deployed', 'superseded'])

/** `unknown` is left alone: it says that helm could not tell, not that something is wrong. */
function isSettled(status: string): boolean {
  return status === 'deployed' || status === 'superseded' || status === 'unknown'
}
