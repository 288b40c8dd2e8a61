import { useEffect, useState } from 'preact/hooks'
import type { Followed } from './followed.ts'

/** The value now; draws again whenever it changes. */
export function useFollowed<Value>(source: Followed<Value>): Value {
  const [drawn, setDrawn] = useState({ value: source.read() })
  useEffect(() => {
    const draw = () => setDrawn({ value: source.read() })
    // It may have changed between drawing and following.
    if (!Object.is(drawn.value, source.read())) draw()
    return source.follow(draw)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was drawn is compared once
  }, [source])
  return source.read()
}
