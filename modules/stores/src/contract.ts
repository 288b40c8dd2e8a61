export {
  desires,
  failureClasses,
  finalizerNames,
  operationKinds,
  operationStates,
  phases,
  plans,
  stepNames,
  type Desired,
  type FailureClass,
  type FinalizerName,
  type OperationKind,
  type OperationState,
  type Phase,
  type Plan,
  type StepName,
} from './contract/states.ts'
export {
  storeActions,
  type Fleet,
  type Operation,
  type StoreAccepted,
  type StoreDetail,
  type StoreEvent,
  type StoreFailure,
  type StoreRow,
} from './contract/store.ts'
export { fleetRoutes } from './contract/fleet-routes.ts'
export { storeRoutes } from './contract/store-routes.ts'
