import { LeaseLost } from '@holdfast/kernel/lease'
import { newId } from '@holdfast/kernel/ids'
import type { DriverCall, Observation } from '../driver/driver.ts'
import { countAttempt, slowestMs, startOperation } from '../operation/operation-changes.ts'
import { changePhase } from '../store/change-phase.ts'
import { callDriver, WorkFailed } from './call-driver.ts'
import { isToldOf } from './is-told-of.ts'
import { deadlinePassed, failOperation } from './fail-operation.ts'
import { backoffMs, retryAfterMs, type Failure } from './failure-policy.ts'
import { beginOwn, finish, kindOfPhase } from './finish.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import type { Action } from './plan.ts'
import { letRest, lookAgain, record, tell } from './record.ts'
import { beginRepair, restBeforeRepairMs } from './repair.ts'
import { createReports } from './reports.ts'
import { failStep, runStep } from './run-step.ts'
import { stopsAgain } from './step-words.ts'
import {
  blockDeletion,
  clear,
  expectEverything,
  finishDeletion,
  giveUpUndoing,
  noteLeftovers,
  takeAway,
  undo,
} from './take-away.ts'
import type { OpenOperation, View } from './view.ts'

/** What one claim of a store has seen of it outside. */
export interface Seen {
  observation: Observation | undefined
  hasRecovered: boolean
}

interface Given {
  readonly parts: ReconcileParts
  readonly holding: Holding
  readonly seen: Seen
  readonly view: View
}

/** Does one planned thing for one store. */
export class Act {
  readonly #parts: ReconcileParts
  readonly #holding: Holding
  readonly #seen: Seen
  readonly #view: View

  constructor({ parts, holding, seen, view }: Given) {
    this.#parts = parts
    this.#holding = holding
    this.#seen = seen
    this.#view = view
  }

  /** Whether there is more to do at once. What fails is written down, with when to try again. */
  async run(action: Action): Promise<boolean> {
    try {
      await this.#startOperation(action)
      return await this.#do(action)
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error
      return this.#fail(action, error.failure)
    }
  }

  async #do(action: Action): Promise<boolean> {
    const parts = this.#parts
    const holding = this.#holding
    const view = this.#view
    const { store } = view
    switch (action.do) {
      case 'rest':
        await record(parts, holding, (tx) => letRest(tx, store.id))
        return false
      case 'wait':
        await record(parts, holding, (tx) => lookAgain(tx, store.id, 0))
        return false
      case 'observe':
        this.#seen.observation = await this.#observe()
        return true
      case 'recover':
        await this.#recover()
        return true
      case 'step':
        await runStep(parts, holding, { ...this.#going(), step: this.#stepOf(action.step) })
        return true
      case 'suspend':
        await this.#call((call) => view.driver.suspend(view.shop, call))
        await this.#finish('suspended')
        return true
      case 'become':
        return this.#become(action.phase)
      case 'finish':
        await this.#finish(action.phase)
        return action.phase !== 'deleted'
      case 'fail':
        return this.#failOperation(deadlinePassed)
      case 'undo':
        await undo(parts, holding, this.#going())
        return false
      case 'giveUp':
        await record(parts, holding, (tx) => giveUpUndoing(tx, parts, this.#going()))
        return false
      case 'clear':
        await clear(parts, holding, view)
        return false
      case 'takeAway':
        await takeAway(parts, holding, { ...this.#going(), finalizer: action.finalizer })
        return true
      case 'block':
        await record(parts, holding, (tx) => blockDeletion(tx, parts, this.#going()))
        return false
      case 'beginRepair':
        await record(parts, holding, (tx) => beginRepair(tx, parts, store))
        return true
    }
  }

  /** Its time runs from the first thing that is done for it. */
  async #startOperation(action: Action): Promise<void> {
    const { operation, store } = this.#view
    if (operation?.state !== 'queued' || action.do === 'rest' || action.do === 'wait') return
    const at = this.#parts.clock.now()
    const withinMs = this.#timeOf(operation.kind)
    await record(this.#parts, this.#holding, (tx) =>
      startOperation(tx.kysely, store.id, { withinMs, at }),
    )
  }

  #timeOf(kind: OpenOperation['kind']): number {
    const { operationMs, deletionMs } = this.#parts.times
    return kind === 'delete' ? deletionMs : operationMs
  }

  async #observe(): Promise<Observation> {
    const { driver, shop } = this.#view
    return this.#call((call) => driver.observe(shop, call), this.#parts.times.observeMs)
  }

  /** What is pending again right after it was ended is not ended another time at once. */
  async #recover(): Promise<void> {
    const { driver, shop } = this.#view
    const { observation, hasRecovered } = this.#seen
    if (hasRecovered || !observation) throw new WorkFailed(stillPending, undefined)
    await this.#call((call) => driver.recover(shop, observation, call))
    this.#seen.hasRecovered = true
    this.#seen.observation = undefined
  }

  /** A shop that stops again and again is left alone for a while before it is repaired. */
  async #become(phase: Extract<Action, { do: 'become' }>['phase']): Promise<boolean> {
    const { store, operation } = this.#view
    const at = this.#parts.clock.now()
    return record(this.#parts, this.#holding, async (tx) => {
      const kind = kindOfPhase(phase)
      const own = kind !== undefined && !operation
      const correlationId = own
        ? await beginOwn(tx, this.#parts, { store, kind, withinMs: this.#timeOf(kind) })
        : (operation?.correlation_id ?? newId())
      if (phase === 'deleting') await expectEverything(tx, store.id)
      const isStopped = phase === 'degraded'
      const restMs = isStopped ? await restBeforeRepairMs(tx, this.#parts, store.id) : 0
      const answers = store.phase === 'degraded' && phase === 'ready'
      const message = answers ? 'It answers again.' : restMs > 0 ? stopsAgain(restMs) : undefined
      const detail = isStopped ? this.#seen.observation?.detail : undefined
      const level = isStopped ? 'warning' : 'info'
      const data = detail === undefined ? {} : { detail }
      await changePhase(tx, store, { phase, correlationId, at, message, level, data })
      if (restMs > 0) await lookAgain(tx, store.id, restMs)
      return restMs === 0
    })
  }

  async #finish(phase: 'ready' | 'suspended' | 'deleted'): Promise<void> {
    const going = this.#going()
    await record(this.#parts, this.#holding, (tx, store) =>
      phase === 'deleted'
        ? finishDeletion(tx, this.#parts, going)
        : finish(tx, this.#parts, { store, operation: going.operation, phase }),
    )
    // A step has just seen it answer.
    this.#seen.observation = phase === 'ready' ? { state: 'running' } : undefined
  }

  async #fail(action: Action, failure: Failure): Promise<boolean> {
    const { operation } = this.#view
    const { code, class: kind } = failure
    this.#parts.log.warn({ doing: action.do, code, class: kind }, 'Work on a store failed')
    if (action.do === 'clear') return this.#clearLater()
    if (!operation) return this.#lookLater()
    if (action.do === 'undo' || action.do === 'takeAway') return this.#failTakingAway(failure)
    const failures = action.do === 'step' ? this.#stepOf(action.step).failures : operation.attempts
    const againMs = retryAfterMs(failure, failures + 1, this.#parts.random())
    return record(this.#parts, this.#holding, async (tx, store) => {
      await countAttempt(tx.kysely, operation.id)
      const at = this.#parts.clock.now()
      const about = { storeId: store.id, correlationId: operation.correlation_id, at }
      if (action.do === 'step') {
        const step = this.#stepOf(action.step)
        await failStep(tx, { ...about, operation, step, failure, againMs })
      } else {
        const message = failure.message
        const data = { code, class: kind, doing: action.do }
        await tell(tx, about, { type: 'work.failed', level: 'warning', message, data })
      }
      if (againMs === undefined) {
        return failOperation(tx, this.#parts, { store, operation, failure })
      }
      await lookAgain(tx, store.id, againMs)
      return false
    })
  }

  /** It has to go: it is tried until the operation's time is over. */
  async #failTakingAway(failure: Failure): Promise<boolean> {
    const { operation } = this.#going()
    const { store } = this.#view
    await noteLeftovers(this.#parts, this.#holding, this.#view)
    const { clock, random } = this.#parts
    const attempts = operation.attempts + 1
    const againMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(attempts, random()))
    await record(this.#parts, this.#holding, async (tx) => {
      await countAttempt(tx.kysely, operation.id)
      const about = { storeId: store.id, correlationId: operation.correlation_id, at: clock.now() }
      const { code, class: kind, message } = failure
      const data = { code, class: kind, attempt: attempts, againMs }
      const warning = { type: 'cleanup.failed', level: 'warning', message, data } as const
      if (isToldOf(attempts)) await tell(tx, about, warning)
      await lookAgain(tx, store.id, againMs)
    })
    return false
  }

  /** By itself, the later the longer it has been in vain; its owner may ask for more at any time. */
  async #clearLater(): Promise<boolean> {
    const { store } = this.#view
    const { clock, times } = this.#parts
    await noteLeftovers(this.#parts, this.#holding, this.#view)
    const agoMs = clock.now().getTime() - store.changed_at.getTime()
    const againMs = Math.min(Math.max(agoMs, times.deleteAgainMs), slowestMs)
    await record(this.#parts, this.#holding, (tx) => lookAgain(tx, store.id, againMs))
    return false
  }

  async #failOperation(failure: Failure): Promise<boolean> {
    const { operation } = this.#going()
    return record(this.#parts, this.#holding, (tx, store) =>
      failOperation(tx, this.#parts, { store, operation, failure }),
    )
  }

  async #lookLater(): Promise<boolean> {
    const { times } = this.#parts
    await record(this.#parts, this.#holding, (tx) =>
      lookAgain(tx, this.#view.store.id, times.observeAgainMs),
    )
    return false
  }

  async #call<T>(work: (call: DriverCall) => Promise<T>, timeoutMs?: number): Promise<T> {
    const { store, operation, driver } = this.#view
    const correlationId = operation?.correlation_id ?? newId()
    const about = { storeId: store.id, correlationId, step: null }
    const reports = createReports(this.#parts, this.#holding, about)
    const usualMs = driver.stepTimeouts?.release ?? this.#parts.times.stepMs
    const called = { timeoutMs: timeoutMs ?? usualMs, report: reports.add, work }
    try {
      return await callDriver(this.#parts, this.#holding, called)
    } finally {
      await reports.written()
    }
  }

  #stepOf(name: Extract<Action, { do: 'step' }>['step']): View['steps'][number] {
    const step = this.#view.steps.find((one) => one.name === name)
    if (!step) throw new Error(`nobody planned the step ${name}`)
    return step
  }

  /** What is done for an operation; who has none lost it to somebody else. */
  #going(): { readonly view: View; readonly operation: OpenOperation } {
    const { operation, store } = this.#view
    if (!operation) throw new LeaseLost(`the store ${store.id} has no operation`)
    return { view: this.#view, operation }
  }
}

const stillPending: Failure = {
  class: 'transient',
  code: 'stillPending',
  message: 'What somebody else began could not be ended.',
}
