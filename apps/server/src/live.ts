import { systemClock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import { bindStream, type BoundRoute, type Module } from '@holdfast/kernel/module'
import type { Listener } from '@holdfast/kernel/postgres'
import { newId } from '@holdfast/kernel/ids'
import {
  createLiveEvents,
  createObjectStreams,
  createSockets,
  liveRoutes,
  type LiveEventStream,
  type ObjectStreams,
  type SocketOptions,
  type Sockets,
} from '@holdfast/kernel/realtime'
import type { Environment } from './env.ts'
import type { Limits } from './limits.ts'
import type { Storage } from './storage.ts'

export interface LiveParts {
  readonly env: Pick<Environment, 'ALLOWED_ORIGINS'>
  readonly modules: readonly Module[]
  readonly storage: Pick<Storage, 'database'>
  readonly listener: Listener
  readonly publicUrl: string
  readonly log: Log
  readonly metrics: Metrics
}

/** Tells whoever follows what happens in all modules. */
export function openLive({ env, modules, storage, ...parts }: LiveParts): LiveEventStream {
  return createLiveEvents({
    ...parts,
    database: storage.database,
    origins: env.ALLOWED_ORIGINS,
    rules: modules.flatMap(({ live }) => live ?? []),
    clock: systemClock,
  })
}

/** Tells whoever follows one object what happens to it. */
export function openObjectStreams({
  env,
  ...parts
}: Omit<LiveParts, 'modules' | 'storage'>): ObjectStreams {
  return createObjectStreams({ ...parts, origins: env.ALLOWED_ORIGINS, clock: systemClock })
}

export interface SocketParts extends Pick<
  SocketOptions,
  'live' | 'authenticate' | 'database' | 'idempotency' | 'jobs' | 'log'
> {
  readonly modules: readonly Module[]
  readonly streams: ObjectStreams
  readonly limits: Limits
}

/** The same events over WebSockets at `/api/v1/socket`, single objects, and what modules take. */
export function openSockets({ modules, streams, limits, ...parts }: SocketParts): Sockets {
  const followables = modules.flatMap((module) => module.followables ?? [])
  return createSockets({
    ...parts,
    objects: { streams, followables },
    messages: modules.flatMap(({ messages }) => messages ?? []),
    limits: { store: limits.store, policy: limits.policies.api },
    ids: newId,
    clock: systemClock,
  })
}

/** The stream as a module of its own, since it tells of all of them. */
export function liveModule(route: BoundRoute = describedRoute): Module {
  return {
    name: 'live',
    routes: [route],
    problems: [],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
  }
}

const describedRoute = bindStream(liveRoutes.followEvents, () =>
  Promise.reject(new Error('Nothing is streamed from here.')),
)
