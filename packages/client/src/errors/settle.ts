import { ApiError, type CallError } from './api-error.ts'

/** What a call came to. */
export type Settled<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError }

/** A call's outcome as a value. What is no failure of a call, such as a defect, is thrown on. */
export async function settle<Value>(call: Promise<Value>): Promise<Settled<Value>> {
  try {
    return { ok: true, value: await call }
  } catch (error) {
    if (isCallError(error)) return { ok: false, error }
    throw error
  }
}

/** Whether this is a failure of a call, for code that catches. */
export function isCallError(error: unknown): error is CallError {
  return error instanceof ApiError
}
