import { useMemo } from 'react'
import { useShortcuts, type Shortcut } from './shortcuts.ts'

/** Escape closes what is open beside a list. `close` is kept by `useCallback`. */
export function useCloseKey(
  { title, group }: Pick<Shortcut, 'title' | 'group'>,
  close: () => void,
) {
  const shortcuts = useMemo(
    (): readonly Shortcut[] => [{ keys: 'Escape', title, group, run: close }],
    [title, group, close],
  )
  useShortcuts(shortcuts)
}
