/**
 * `waiting`: its turn has not come. `checking`: every byte is there. `lost`: the connection broke,
 * and it goes on by itself. `left`: begun before the page was loaded anew; its file has to be
 * chosen again.
 */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'lost'
  | 'checking'
  | 'done'
  | 'refused'
  | 'left'

/** A file on its way into the library, as the page shows it. */
export interface UploadItem {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly sentBytes: number
  readonly state: UploadState
  /** Why it was not taken, in words. */
  readonly refusal?: Refusal
  /** What it has become. */
  readonly assetId?: string
}

export interface Refusal {
  readonly text: string
  /** What to name when asking for help; none where the page itself refused. */
  readonly code?: string
  readonly correlationId?: string
}

/** How many are sent at once. */
const mostAtOnce = 3

const busy: ReadonlySet<UploadState> = new Set(['sending', 'checking'])
const ended: ReadonlySet<UploadState> = new Set(['done', 'refused'])

/** Those whose turn has come: in their order, and never more than three at once. */
export function nextUp(items: readonly UploadItem[]): readonly UploadItem[] {
  const free = mostAtOnce - items.filter(({ state }) => busy.has(state)).length
  return items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))
}

/**
 * The one of a file that is still on its way: chosen again, one is enough, and two of the same
 * upload would hinder each other.
 */
export function onItsWay(
  items: readonly UploadItem[],
  fingerprint: string,
): UploadItem | undefined {
  return items.find(
    (item) =>
      !hasEnded(item) &&
      item.state !== 'left' &&
      (item.key === fingerprint || item.key.startsWith(`${fingerprint} `)),
  )
}

export function hasEnded({ state }: Pick<UploadItem, 'state'>): boolean {
  return ended.has(state)
}

/** Whether closing the page would interrupt one: whose bytes are not all there yet. */
export function wouldInterrupt(items: readonly UploadItem[]): boolean {
  return items.some(({ state }) => state === 'sending' || state === 'waiting' || state === 'lost')
}

/** Whether something is still to come. */
export function isUnderWay(items: readonly UploadItem[]): boolean {
  return items.some(({ state }) => busy.has(state) || state === 'waiting' || state === 'lost')
}

/** How far all of them are together; what was refused does not count. */
export function totalPercent(items: readonly UploadItem[]): number {
  const counted = items.filter(({ state }) => state !== 'refused' && state !== 'left')
  const all = counted.reduce((sum, { bytes }) => sum + bytes, 0)
  const sent = counted.reduce((sum, { sentBytes }) => sum + sentBytes, 0)
  return all === 0 ? 0 : Math.floor((sent / all) * 100)
}
