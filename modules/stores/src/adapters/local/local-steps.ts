import { setTimeout as pause } from 'node:timers/promises'
import { isRunning, type ProcessIdentity } from '@holdfast/kernel/postgres'
import type { StepName } from '../../contract/states.ts'
import type { DriverCall, Shop, StepOutput } from '../../driver/driver.ts'
import { DriverError } from '../../driver/driver-error.ts'
import { mayAct, type HealthQuestion, type LocalParts, type ShopKind } from './local-parts.ts'
import { lastWords } from './logs.ts'
import { isFree } from './ports.ts'
import type { ShopRecord } from './shop-record.ts'

export interface StepCall {
  readonly step: StepName
  readonly shop: Shop
  readonly call: DriverCall
}

/** Does one step; done again it finds that it is done. */
export type Step<Parts extends LocalParts> = (parts: Parts, asked: StepCall) => Promise<StepOutput>
export type Steps<Parts extends LocalParts> = Readonly<Partial<Record<StepName, Step<Parts>>>>

/** The steps that are the same for all shops on this machine. */
export const localSteps = {
  allocate,
  database: makeDatabase,
  release,
  wait: untilItAnswers,
  publish,
} as const satisfies Steps<LocalParts>

async function allocate({ ports }: LocalParts, { shop, call }: StepCall): Promise<StepOutput> {
  const own = await ports.find(shop.id)
  if (own !== undefined) return { port: own }
  await mayAct(call)
  return { port: await ports.take(shop.id) }
}

async function makeDatabase({ server }: LocalParts, { shop, call }: StepCall): Promise<StepOutput> {
  await mayAct(call)
  await server.create(shop.id, shop.secrets.databasePassword)
  return {}
}

async function release(parts: LocalParts, { shop, call }: StepCall): Promise<StepOutput> {
  const { folders, ports, processes } = parts
  const wanted = await ports.find(shop.id)
  if (wanted !== undefined && (await isReleased(parts, { shop, call, port: wanted }))) {
    return { port: wanted }
  }
  await mayAct(call)
  await processes.stop(await findRunning(parts, shop.id))
  const port = await usablePort(parts, shop.id, call)
  await folders.make(shop.id)
  const launch = await parts.kind.launchOf(shop, port)
  await mayAct(call)
  const identity = await processes.launch({
    storeId: shop.id,
    ...launch,
    outputFile: folders.pathOf(shop.id, 'output.log'),
  })
  const { plan, version, generation } = shop
  const startedAt = identity.startedAt === undefined ? {} : { startedAt: identity.startedAt }
  await folders.write(shop.id, { pid: identity.pid, ...startedAt, port, plan, version, generation })
  return { port }
}

/** A shop ends with who released it: who goes on with its steps starts it again. */
export async function startIfEnded(parts: LocalParts, asked: StepCall): Promise<void> {
  const record = await parts.folders.read(asked.shop.id)
  if (record && (await isRunning(record))) return
  await release(parts, asked)
  if (asked.step !== 'wait') await untilItAnswers(parts, asked)
}

/** Whether the very shop that is wanted runs and answers. */
async function isReleased(
  { folders, kind }: LocalParts,
  { shop, call, port }: { shop: Shop; call: DriverCall; port: number },
): Promise<boolean> {
  const record = await folders.read(shop.id)
  if (!record || !isWanted(record, shop, port) || !(await isRunning(record))) return false
  const asked = { storeId: shop.id, signal: call.signal, timeoutMs: answerWithinMs }
  // One that was started a moment ago may need that long; one that hangs is replaced.
  const patience = { ...asked, withinMs: kind.startWithinMs / 10, isOver: ended(record) }
  const health = await untilHealthy(kind, port, patience)
  return health !== undefined
}

function isWanted(record: ShopRecord, shop: Shop, port: number): boolean {
  return (
    record.port === port &&
    record.generation === shop.generation &&
    record.plan === shop.plan &&
    record.version === shop.version
  )
}

/** Its own, unless somebody else has sat down there: then another. */
async function usablePort(
  { ports }: LocalParts,
  storeId: string,
  call: DriverCall,
): Promise<number> {
  const own = await ports.take(storeId)
  if (await isFree(own)) return own
  await mayAct(call)
  call.report(`Another program listens at port ${own}: the shop moves to another port.`)
  await ports.giveBack(storeId)
  return ports.take(storeId)
}

async function untilItAnswers(parts: LocalParts, { shop, call }: StepCall): Promise<StepOutput> {
  const record = await parts.folders.read(shop.id)
  if (!record) throw notStarted('There is no process to wait for.')
  const startedAtMs = performance.now()
  const health = await untilHealthy(parts.kind, record.port, {
    storeId: shop.id,
    signal: call.signal,
    timeoutMs: answerWithinMs,
    withinMs: parts.kind.startWithinMs,
    isOver: ended(record),
  })
  if (!health) throw await whyItDoesNotAnswer(parts, { shop, call, record })
  call.report(`It answers after ${Math.round(performance.now() - startedAtMs)} ms.`)
  return {}
}

/** One that hangs is ended, so that the next attempt begins with another process. */
async function whyItDoesNotAnswer(
  parts: LocalParts,
  { shop, call, record }: Omit<StepCall, 'step'> & { readonly record: ShopRecord },
): Promise<DriverError> {
  const output = await lastWords(parts.folders, shop.id)
  if (!(await isRunning(record))) return notStarted('The shop ended before it answered.', output)
  await stopShop(parts, shop, call)
  const seconds = parts.kind.startWithinMs / 1_000
  const failure = { class: 'timeout', code: 'shopHangs', output } as const
  return new DriverError(`The shop runs, but did not answer within ${seconds} s.`, failure)
}

function notStarted(message: string, output?: string): DriverError {
  const failure = { class: 'transient', code: 'shopEnded' } as const
  return new DriverError(message, output ? { ...failure, output } : failure)
}

interface Patience extends HealthQuestion {
  readonly withinMs: number
  /** Whether there is nothing to wait for any more. */
  isOver(): Promise<boolean>
}

const answerWithinMs = 2_000
const askEveryMs = 40

async function untilHealthy(kind: ShopKind, port: number, patience: Patience) {
  const giveUpAtMs = performance.now() + patience.withinMs
  for (;;) {
    const health = await kind.askHealth(port, patience)
    if (health?.status === 'ready') return health
    if (performance.now() > giveUpAtMs || (await patience.isOver())) return undefined
    await pause(askEveryMs, undefined, { signal: patience.signal })
  }
}

function ended(record: ShopRecord): () => Promise<boolean> {
  return async () => !(await isRunning(record))
}

export async function portToCall(
  { ports }: LocalParts,
  { shop }: Pick<StepCall, 'shop'>,
): Promise<number> {
  const port = await ports.find(shop.id)
  if (port !== undefined) return port
  throw new DriverError('The store has no port.', { class: 'conflict', code: 'noPort' })
}

async function publish({ addressOf }: LocalParts, { shop }: StepCall): Promise<StepOutput> {
  return { ...addressOf(shop.slug) }
}

/** Stops what runs of a store, whoever has started it. */
export async function stopShop(
  parts: LocalParts,
  { id }: Pick<Shop, 'id'>,
  call: DriverCall,
): Promise<void> {
  const running = await findRunning(parts, id)
  if (running.length === 0) return
  await mayAct(call)
  await parts.processes.stop(running)
}

/** Those that are seen among all processes, and the one that was written down. */
export async function findRunning(
  { processes, folders }: LocalParts,
  storeId: string,
): Promise<readonly ProcessIdentity[]> {
  const [seen, record] = await Promise.all([processes.find(storeId), folders.read(storeId)])
  if (!record || seen.some(({ pid }) => pid === record.pid)) return seen
  return (await isRunning(record)) ? [...seen, record] : seen
}
