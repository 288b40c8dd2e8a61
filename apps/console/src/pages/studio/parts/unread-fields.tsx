import { createContext, useCallback, useContext, useEffect, useId, useState } from 'react'

type Tell = (field: string, isUnread: boolean) => void

/** Hears of fields that hold something else than a value. Around them stands the page's own. */
export const UnreadFields = createContext<Tell>(() => {})

/** Whether some field inside holds what can not be meant, and what hears of it. */
export function useUnreadFields(): readonly [isAnyUnread: boolean, tell: Tell] {
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback<Tell>(
    (field, isUnread) =>
      setUnread((before) => {
        if (before.has(field) === isUnread) return before
        const others = [...before].filter((one) => one !== field)
        return new Set(isUnread ? [...others, field] : others)
      }),
    [],
  )
  return [unread.size > 0, tell]
}

/** Says of this field whether what it holds can be meant. */
export function useTellUnread(isUnread: boolean): void {
  const tell = useContext(UnreadFields)
  const field = useId()
  useEffect(() => {
    tell(field, isUnread)
    return () => tell(field, false)
  }, [tell, field, isUnread])
}
