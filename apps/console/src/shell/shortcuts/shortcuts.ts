import { createContext, useContext, useEffect } from 'react'
import { keyName, matchKeys, nothingPressed, press } from './match-keys.ts'

export interface Shortcut {
  /** `?`, `mod+k`, or two keys in a row: `g b`. */
  readonly keys: string
  readonly title: string
  readonly group: 'Everywhere' | 'Go to' | 'Bookings'
  readonly run: () => void
}

/** The shortcuts of what is on the page now. */
export interface Shortcuts {
  /** Adds some until the returned function is called. Of two with the same keys the later wins. */
  add(shortcuts: readonly Shortcut[]): () => void
  all(): readonly Shortcut[]
  /** Begins to listen; returns how to stop. */
  listen(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void
}

export function createShortcuts(): Shortcuts {
  const added = new Set<readonly Shortcut[]>()
  let pressed = nothingPressed
  const all = () => [...added].toReversed().flat()

  function onKeyDown(event: KeyboardEvent): void {
    const name = keyName(event)
    if (name === undefined || event.defaultPrevented || event.isComposing) return
    if (!name.startsWith('mod+') && belongsToField(event.target)) return
    pressed = press(pressed, name, event.timeStamp)
    const shortcuts = all()
    const keys = matchKeys(
      pressed,
      shortcuts.map((shortcut) => shortcut.keys),
    )
    const shortcut = shortcuts.find((one) => one.keys === keys)
    if (shortcut === undefined) return
    event.preventDefault()
    pressed = nothingPressed
    shortcut.run()
  }

  return {
    all,
    add(shortcuts) {
      added.add(shortcuts)
      return () => void added.delete(shortcuts)
    },
    listen(target) {
      target.addEventListener('keydown', onKeyDown)
      return () => target.removeEventListener('keydown', onKeyDown)
    },
  }
}

const ownKeys =
  'input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]'

// Letters typed into a field, and keys that move in an open menu, are nobody else's.
function belongsToField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ownKeys) !== null
}

export const ShortcutsContext = createContext<Shortcuts>(createShortcuts())

/** Offers shortcuts while the component is shown. `shortcuts` is kept by `useMemo`. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add } = useContext(ShortcutsContext)
  useEffect(() => add(shortcuts), [add, shortcuts])
}
