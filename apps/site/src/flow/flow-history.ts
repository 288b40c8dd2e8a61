import type { Step } from './questions.ts'

/** The step that the address asks for. */
export function askedStep(): string | null {
  return new URLSearchParams(location.search).get('step')
}

/** Shows a step as a new entry of the tab's history. */
export function pushStep(step: Step): void {
  history.pushState({ depth: depthNow() + 1 }, '', `?step=${step}`)
}

/** Shows a step in place of the one that the entry stood for. */
export function replaceStep(step: Step): void {
  history.replaceState({ depth: depthNow() }, '', `?step=${step}`)
}

/**
 * Goes back to the first entry of the booking, so that Back from there leads out of it and not
 * through questions that are answered for good. `popstate` follows, unless it is the first.
 */
export function goToFirstStep(): void {
  const depth = depthNow()
  if (depth > 0) history.go(-depth)
}

// How many entries of the booking lie before this one. Kept in the entry, so a reload knows it.
function depthNow(): number {
  const state: unknown = history.state
  const isOurs = typeof state === 'object' && state !== null && 'depth' in state
  return isOurs && typeof state.depth === 'number' ? state.depth : 0
}
