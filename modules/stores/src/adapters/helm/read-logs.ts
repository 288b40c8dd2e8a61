import type { Shop } from '../../driver/driver.ts'
import { namesOf, storeSelector } from './names.ts'
import type { Parts } from './parts.ts'

interface Wanted {
  readonly lines: number
  readonly signal: AbortSignal
}

/** The last lines of all the shop's own pods together, in the order in which they were written. */
export async function readLogs({ cluster }: Parts, shop: Shop, { lines, signal }: Wanted) {
  const { namespace } = namesOf(shop.id)
  const selector = `${storeSelector(shop.id)},app.kubernetes.io/component in (web, worker)`
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, selector }, signal)
  const logs = await Promise.all(
    pods.map(({ metadata, spec }) => {
      const pod = { namespace, name: metadata?.name ?? '', container: containerOf(spec) }
      return cluster.podLog(pod, lines, signal)
    }),
  )
  return logs
    .flatMap((log) => log.split('\n').filter((line) => line !== ''))
    .toSorted()
    .slice(-lines)
    .map(withoutTime)
    .join('\n')
}

function containerOf(spec: unknown): string {
  const { containers } = spec as { containers: readonly { name: string }[] }
  return containers[0]?.name ?? ''
}

/** The cluster puts the time before each line, which is how they are put in order. */
function withoutTime(line: string): string {
  return line.replace(/^\d{4}-\d\d-\d\dT\S+ /, '')
}
