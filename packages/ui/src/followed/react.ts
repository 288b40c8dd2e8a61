import { useSyncExternalStore } from 'react'
import type { Followed } from './followed.ts'

/** The value now; draws again whenever it changes. */
export function useFollowed<Value>(source: Followed<Value>): Value {
  return useSyncExternalStore(source.follow, source.read, source.read)
}
