import type { Desired, FinalizerName, OperationKind, Phase, StepName } from '../contract/states.ts'
import type { Observation } from '../driver/driver.ts'

/** All that a decision about a store rests on. */
export interface Situation {
  readonly phase: Phase
  readonly desired: Desired
  /** Whether something is wanted that was not reached yet. */
  readonly isBehind: boolean
  readonly wasReady: boolean
  /** The one that is open. */
  readonly operation: { readonly kind: OperationKind; readonly isLate: boolean } | undefined
  /** Whether what the operation wanted is given up, and is being undone. */
  readonly hasFailed: boolean
  /** Whether undoing ended with something still there, or nobody could say. */
  readonly hasLeftovers: boolean
  /** Of the open operation, in their order. `interrupted`: begun, and nobody said how it ended. */
  readonly steps: readonly {
    readonly name: StepName
    readonly state: 'todo' | 'interrupted' | 'done'
  }[]
  /** What was seen since the store was claimed, where somebody looked. */
  readonly observation: Observation | undefined
  /** What is not known to be gone, in the order in which it goes. */
  readonly finalizers: readonly FinalizerName[]
}

/** The one next thing to do for a store. */
export type Action =
  /** Let it be until something is wanted or noticed. */
  | { readonly do: 'rest' }
  /** Its turn comes with a claim that keeps to the caps. */
  | { readonly do: 'wait' }
  | { readonly do: 'observe' }
  | { readonly do: 'recover' }
  | { readonly do: 'step'; readonly step: StepName }
  | { readonly do: 'suspend' }
  | { readonly do: 'become'; readonly phase: Phase }
  /** What was wanted is reached. */
  | { readonly do: 'finish'; readonly phase: 'ready' | 'suspended' | 'deleted' }
  /** The operation's time is over. */
  | { readonly do: 'fail' }
  /** Take away everything that a creation has made. */
  | { readonly do: 'undo' }
  /** Stop undoing: say what is left. */
  | { readonly do: 'giveUp' }
  /** Take away what was left of a creation that failed long ago. */
  | { readonly do: 'clear' }
  | { readonly do: 'takeAway'; readonly finalizer: FinalizerName }
  | { readonly do: 'block' }
  | { readonly do: 'beginRepair' }

/** Level-triggered: from what is, whoever made it so, to the next step towards what is wanted. */
export function plan(situation: Situation): Action {
  const { desired, phase } = situation
  if (desired === 'deleted') return planDeletion(situation)
  if (desired === 'cancelled' && isCreated(phase)) return planUndoing(situation)
  return planners[phase](situation)
}

/** The phases before a store is ready the first time. */
export function isCreated(phase: Phase): boolean {
  return (
    phase === 'requested' || phase === 'queued' || phase === 'provisioning' || phase === 'verifying'
  )
}

const planners: Readonly<Record<Phase, (situation: Situation) => Action>> = {
  requested: () => ({ do: 'wait' }),
  queued: () => ({ do: 'wait' }),
  provisioning: planCreation,
  verifying: planCreation,
  ready: planReady,
  updating: planUpdate,
  suspending: planSuspension,
  suspended: ({ desired }) =>
    desired === 'suspended' ? { do: 'rest' } : { do: 'become', phase: 'resuming' },
  resuming: (situation) => (isLate(situation) ? { do: 'fail' } : planSteps(situation)),
  degraded: planRepair,
  failed: planRetry,
  deleting: planDeletion,
  delete_blocked: planDeletion,
  deleted: () => ({ do: 'rest' }),
}

function planCreation(situation: Situation): Action {
  if (situation.hasFailed) return planUndoing(situation)
  return isLate(situation) ? { do: 'fail' } : planSteps(situation)
}

function planUndoing(situation: Situation): Action {
  return isLate(situation) ? { do: 'giveUp' } : { do: 'undo' }
}

/** An update that failed goes back by the same steps, to what was there before. */
function planUpdate(situation: Situation): Action {
  return isLate(situation) ? { do: 'fail' } : planSteps(situation)
}

/** What began before this claim may have been cut off anywhere: look before going on. */
function planSteps({ phase, steps, observation }: Situation): Action {
  const wasCutOff = steps.some(({ state }) => state === 'interrupted')
  if (wasCutOff && !observation) return { do: 'observe' }
  if (observation?.pending) return { do: 'recover' }
  const next = steps.find(({ state }) => state !== 'done')
  if (phase === 'provisioning' && isMade(next?.name)) return { do: 'become', phase: 'verifying' }
  return next ? { do: 'step', step: next.name } : { do: 'finish', phase: 'ready' }
}

/** Whether all is there, and the next is to look at it from outside. */
function isMade(next: StepName | undefined): boolean {
  return next === undefined || next === 'verify' || next === 'publish'
}

function planReady(situation: Situation): Action {
  const { desired, isBehind, operation, observation } = situation
  if (desired === 'suspended') return { do: 'become', phase: 'suspending' }
  if (operation)
    return isBehind ? { do: 'become', phase: 'updating' } : { do: 'finish', phase: 'ready' }
  if (!observation) return { do: 'observe' }
  return observation.state === 'running' ? { do: 'rest' } : { do: 'become', phase: 'degraded' }
}

function planRepair(situation: Situation): Action {
  const { desired, operation, observation } = situation
  if (desired === 'suspended') return { do: 'become', phase: 'suspending' }
  if (operation?.kind === 'repair') {
    return isLate(situation) ? { do: 'fail' } : planSteps(situation)
  }
  if (operation) return { do: 'become', phase: 'updating' }
  if (!observation) return { do: 'observe' }
  if (observation.pending) return { do: 'beginRepair' }
  return observation.state === 'running' ? { do: 'become', phase: 'ready' } : { do: 'beginRepair' }
}

function planSuspension(situation: Situation): Action {
  return isLate(situation) ? { do: 'fail' } : { do: 'suspend' }
}

/** What was ready once is kept, whatever is in the way of it. */
function planRetry({ desired, operation, wasReady, hasLeftovers }: Situation): Action {
  if (!operation && !wasReady && hasLeftovers) return { do: 'clear' }
  if (!operation || desired === 'cancelled') return { do: 'rest' }
  if (!wasReady) return { do: 'become', phase: 'queued' }
  if (desired === 'suspended') return { do: 'become', phase: 'suspending' }
  return { do: 'become', phase: operation.kind === 'resume' ? 'resuming' : 'updating' }
}

function planDeletion(situation: Situation): Action {
  const { phase, finalizers } = situation
  if (phase === 'deleted') return { do: 'rest' }
  if (phase !== 'deleting') return { do: 'become', phase: 'deleting' }
  const [finalizer] = finalizers
  if (!finalizer) return { do: 'finish', phase: 'deleted' }
  return isLate(situation) ? { do: 'block' } : { do: 'takeAway', finalizer }
}

function isLate({ operation }: Situation): boolean {
  return operation?.isLate ?? false
}
