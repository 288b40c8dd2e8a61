/** Keys pressed one after the other, with the moment of the last. */
export interface Pressed {
  readonly keys: readonly string[]
  readonly atMs: number
}

export const nothingPressed: Pressed = { keys: [], atMs: 0 }

const pauseMs = 1200
const longest = 2

/** One more key; after a pause a new sequence begins. */
export function press(pressed: Pressed, key: string, atMs: number): Pressed {
  const goesOn = atMs - pressed.atMs < pauseMs
  const keys = [...(goesOn ? pressed.keys : []), key].slice(-longest)
  return { keys, atMs }
}

/** The longest of these that ends with the key just pressed: `g b` comes before `b`. */
export function matchKeys(pressed: Pressed, known: readonly string[]): string | undefined {
  const both = pressed.keys.join(' ')
  const last = pressed.keys.at(-1) ?? ''
  return known.find((keys) => keys === both) ?? known.find((keys) => keys === last)
}

interface KeyEvent {
  readonly key: string
  readonly metaKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
}

/**
 * The name of a key press: `mod+k` for ⌘K and Ctrl K, `?` and `J` as typed. Undefined for what
 * belongs to the browser or to a letter of another alphabet's layer.
 */
export function keyName({ key, metaKey, ctrlKey, altKey }: KeyEvent): string | undefined {
  if (altKey) return undefined
  if (metaKey || ctrlKey) return `mod+${key.toLowerCase()}`
  return key
}
