/** What a store is doing, as the orchestrator last wrote it. */
export const phases = [
  'requested',
  'queued',
  'provisioning',
  'verifying',
  'ready',
  'updating',
  'suspending',
  'suspended',
  'resuming',
  'degraded',
  'failed',
  'deleting',
  'delete_blocked',
  'deleted',
] as const
export type Phase = (typeof phases)[number]

/** What its owner wants of it, as the API last wrote it. */
export const desires = ['running', 'suspended', 'cancelled', 'deleted'] as const
export type Desired = (typeof desires)[number]

/** What a shop is made by, in this order. An engine has those that it needs. */
export const stepNames = [
  'allocate',
  'isolate',
  'secrets',
  'database',
  'migrate',
  'release',
  'wait',
  'seedAdmin',
  'verify',
  'publish',
] as const
export type StepName = (typeof stepNames)[number]

/** What has to be gone before a store is deleted, in this order. */
export const finalizerNames = ['traffic', 'release', 'data', 'isolation', 'port'] as const
export type FinalizerName = (typeof finalizerNames)[number]

export const operationKinds = [
  'create',
  'update',
  'suspend',
  'resume',
  'repair',
  'cancel',
  'delete',
] as const
export type OperationKind = (typeof operationKinds)[number]

export const operationStates = ['queued', 'running', 'succeeded', 'failed', 'superseded'] as const
export type OperationState = (typeof operationStates)[number]

/** Why something did not work, and so what is done about it. */
export const failureClasses = ['transient', 'permanent', 'timeout', 'conflict', 'quota'] as const
export type FailureClass = (typeof failureClasses)[number]

export const plans = ['small', 'medium', 'large'] as const
export type Plan = (typeof plans)[number]
