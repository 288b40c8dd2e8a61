import type { StoreDetail, StoreEvent, StoreStep } from '@holdfast/stores/contract'

const stepStates: Readonly<Record<string, StoreStep['state']>> = {
  'step.started': 'running',
  'step.done': 'done',
  'step.failed': 'failed',
}

/**
 * The store as an event tells that it is now: which step runs, is done or failed. What an event
 * does not say stays as it was read last; an event that is older than the store changes nothing.
 */
export function storeAfter(store: StoreDetail, event: StoreEvent): StoreDetail {
  const { sequence, type, step } = event
  if (sequence <= store.lastEvent) return store
  const state = stepStates[type]
  const isKnown = state !== undefined && step !== null
  if (!isKnown) return { ...store, lastEvent: sequence }
  return {
    ...store,
    lastEvent: sequence,
    step: state === 'running' ? step : store.step,
    steps: store.steps.map((one) => (one.name === step ? stepAfter(one, state, event) : one)),
  }
}

function stepAfter(
  step: StoreStep,
  state: StoreStep['state'],
  { at, data }: StoreEvent,
): StoreStep {
  if (state === 'running') {
    const told = data['attempt']
    const attempt = typeof told === 'number' ? told : step.attempt + 1
    return { ...step, state, attempt, startedAt: at, endedAt: null, failure: null }
  }
  return { ...step, state, endedAt: at }
}
