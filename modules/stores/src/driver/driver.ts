import type { FinalizerName, Plan, StepName } from '../contract/states.ts'

/** A store as a driver sees it: what it is called outside comes of `id` alone. */
export interface Shop {
  readonly id: string
  /** `[a-z0-9-]{1,40}`, unique: the first part of its host name. */
  readonly slug: string
  /** What people call it: any text of a line. It is data wherever it goes, and nothing else. */
  readonly name: string
  readonly plan: Plan
  /** Of the engine, as wanted. */
  readonly version: string
  /** Grows with every change of what is wanted. */
  readonly generation: number
  /** Whether it was ever open: what nobody could write to holds nothing worth keeping. */
  readonly wasReady: boolean
  readonly secrets: ShopSecrets
  /** What the steps before gave, by their names. Plain data, no secrets. */
  readonly outputs: Readonly<Partial<Record<StepName, StepOutput>>>
}

/** Made once for a store by the step `secrets`, kept sealed, and the same at each attempt. */
export interface ShopSecrets {
  readonly adminEmail: string
  readonly adminPassword: string
  readonly databasePassword: string
  /** Signs what the shop signs. */
  readonly signingKey: string
}

export type StepOutput = Readonly<Record<string, string | number | boolean>>

/** What a driver is given for one piece of work. */
export interface DriverCall {
  /** Aborts at the step's deadline, when the store is another's, and when the process ends. */
  readonly signal: AbortSignal
  /**
   * Throws `LeaseLost` unless this orchestrator still holds the store. To be asked right before
   * every effect outside: what is written under an older fence must not happen.
   */
  guard(): Promise<void>
  /** A line for the store's timeline: for its owner to read, without secrets. */
  report(line: string): void
}

/** What there is of a store outside. */
export interface Observation {
  /**
   * `absent`: nothing was ever released, or it is gone. `stopped`: it is there and does not run.
   * `starting`: it runs and does not answer yet. `running`: it answers over HTTP.
   */
  readonly state: 'absent' | 'stopped' | 'starting' | 'running'
  /** A release that somebody began and nobody finished. */
  readonly pending?: 'install' | 'upgrade'
  /** Of what runs. */
  readonly version?: string
  readonly plan?: Plan
  /** The generation that was last applied, where the driver keeps it. */
  readonly generation?: number
  /** In words, for the timeline: why it does not answer. */
  readonly detail?: string
}

/** Something that is still there and should not be. */
export interface Leftover {
  readonly finalizer: FinalizerName
  /** `database`, `process`, `namespace`. */
  readonly kind: string
  readonly name: string
}

/**
 * Makes shops of one kind true. Every method may be called again at any time, by another process
 * after this one has died in the middle of it, and then ends at the same state.
 */
export interface Driver {
  /** What it has something to do in; the others are passed over. */
  readonly steps: ReadonlySet<StepName>
  readonly finalizers: ReadonlySet<FinalizerName>
  /** Milliseconds that a step may take, where it is not the usual minute. */
  readonly stepTimeouts?: Readonly<Partial<Record<StepName, number>>>
  /** Cheap, and safe to ask often. */
  observe(shop: Shop, call: DriverCall): Promise<Observation>
  /** Does one step, or finds that it is done. Throws `DriverError`. */
  apply(step: StepName, shop: Shop, call: DriverCall): Promise<StepOutput>
  /** Stops it and keeps what it knows; its host says that it is closed. */
  suspend(shop: Shop, call: DriverCall): Promise<void>
  /** Ends what somebody began and did not finish: a pending install goes, an upgrade rolls back. */
  recover(shop: Shop, seen: Observation, call: DriverCall): Promise<void>
  /**
   * Takes away what one finalizer names, if it is there. Data of a shop that was ready is dumped
   * before it goes; the name of the dump is in the output, for its owner to read.
   */
  destroy(finalizer: FinalizerName, shop: Shop, call: DriverCall): Promise<StepOutput>
  /** What is still there of the store, looked for and not remembered. */
  leftovers(shop: Shop, call: DriverCall): Promise<readonly Leftover[]>
  /**
   * Of these stores, those that surely do not run: cheap enough for thousands every few seconds.
   * What answers badly is found by `observe`.
   */
  gone(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]>
  /** Told at once when a shop that this process has started ends by itself. Undoes it. */
  onEnd?(listener: (storeId: string) => void): () => void
  /** The last lines that the shop has written, oldest first. */
  logs(
    shop: Shop,
    wanted: { readonly lines: number; readonly signal: AbortSignal },
  ): Promise<string>
  /** The ids of all stores that have anything here: who of them is deleted left something. */
  list(signal: AbortSignal): Promise<readonly string[]>
  /** Lets go of what it holds in this process, when this process ends. */
  close(): Promise<void>
}

/** What can be asked for in `POST /stores`, and what makes it. */
export interface Engine {
  /** `shop`, `medusa`, `woocommerce`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Newest first; the first is what a store gets that asks for none. */
  readonly versions: readonly string[]
  readonly driver: Driver
}
