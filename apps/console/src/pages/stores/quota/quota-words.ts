import type { Quota } from '@holdfast/stores/contract'

/** `3 of 10 stores`. */
export function quotaWords({ used, limit }: Quota): string {
  return `${used.toLocaleString()} of ${limit.toLocaleString()} ${limit === 1 ? 'store' : 'stores'}`
}

/** Why no store can be made now; undefined when one can, or nobody knows yet. */
export function quotaRefusal(quota: Quota | undefined): string | undefined {
  if (quota === undefined || quota.used < quota.limit) return undefined
  if (quota.limit === 0) return 'Your business may have no stores. Ask whoever runs the platform.'
  const all = quota.limit === 1 ? 'the one store that it' : `all ${quota.limit} stores that it`
  return `Your business has ${all} may have. Delete one, or ask for more.`
}
