import { useNavigate, useSearch } from '@tanstack/react-router'

/** Of a page with a form above it: whether the form is open. */
export interface Asks {
  readonly asks?: true
}

/** Reads an address; whatever else it says is dropped. */
export function readAsks(raw: Readonly<Record<string, unknown>>): Asks {
  return raw['asks'] === true ? { asks: true } : {}
}

/** Whether the page's form is open, by its address, so that a link can lead to it. */
export function useAsks() {
  const { asks = false } = useSearch({ strict: false })
  const navigate = useNavigate()
  return {
    isOpen: asks,
    open: () => void navigate({ to: '.', search: { asks: true } }),
    close: () => void navigate({ to: '.', search: {}, replace: true }),
  }
}
