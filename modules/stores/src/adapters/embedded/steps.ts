import { setTimeout as pause } from 'node:timers/promises'
import { createMigrator, isRunning, type ProcessIdentity } from '@holdfast/kernel/postgres'
import type { Plan, StepName } from '../../contract/states.ts'
import type { DriverCall, Shop, StepOutput } from '../../driver/driver.ts'
import { DriverError } from '../../driver/driver-error.ts'
import { mayAct, type EmbeddedParts } from './embedded-parts.ts'
import { lastWords } from './logs.ts'
import { isFree } from './ports.ts'
import { askHealth, sendAdmin, verifyShop } from './shop-client.ts'
import type { ShopRecord } from './shop-record.ts'

export interface StepCall {
  readonly step: StepName
  readonly shop: Shop
  readonly call: DriverCall
}

/** Does one step; done again it finds that it is done. */
export function applyStep(parts: EmbeddedParts, asked: StepCall): Promise<StepOutput> {
  const work = steps[asked.step]
  return work ? work(parts, asked) : Promise.resolve({})
}

type Step = (parts: EmbeddedParts, asked: StepCall) => Promise<StepOutput>

const steps: Readonly<Partial<Record<StepName, Step>>> = {
  allocate,
  database: makeDatabase,
  migrate,
  release,
  wait: untilItAnswers,
  seedAdmin,
  verify,
  publish,
}

async function allocate({ ports }: EmbeddedParts, { shop, call }: StepCall): Promise<StepOutput> {
  const own = await ports.find(shop.id)
  if (own !== undefined) return { port: own }
  await mayAct(call)
  return { port: await ports.take(shop.id) }
}

async function makeDatabase({ server }: EmbeddedParts, { shop, call }: StepCall) {
  await mayAct(call)
  await server.create(shop.id, shop.secrets.databasePassword)
  return {}
}

async function migrate(parts: EmbeddedParts, { shop, call }: StepCall): Promise<StepOutput> {
  await mayAct(call)
  const { server, migrations, log } = parts
  const migrator = createMigrator({
    connectionString: server.addressOf(shop.id, shop.secrets.databasePassword),
    modules: [migrations],
    log,
  })
  const applied = await migrator.up()
  if (applied.length > 0) call.report(`${applied.length} migrations applied.`)
  return {}
}

/** Memory for JavaScript, by plan; the whole process takes about 100 MB more. */
const heapMegabytes: Readonly<Record<Plan, number>> = { small: 96, medium: 192, large: 384 }

async function release(parts: EmbeddedParts, { shop, call }: StepCall): Promise<StepOutput> {
  const { folders, ports, processes } = parts
  const wanted = await ports.find(shop.id)
  if (wanted !== undefined && (await isReleased(parts, { shop, call, port: wanted }))) {
    return { port: wanted }
  }
  await mayAct(call)
  await processes.stop(await findRunning(parts, shop.id))
  const port = await usablePort(parts, shop.id, call)
  await folders.make(shop.id)
  await mayAct(call)
  const identity = await processes.launch({
    storeId: shop.id,
    settings: settingsOf(parts, shop, port),
    heapMegabytes: heapMegabytes[shop.plan],
    outputFile: folders.pathOf(shop.id, 'output.log'),
  })
  const { plan, version, generation } = shop
  const startedAt = identity.startedAt === undefined ? {} : { startedAt: identity.startedAt }
  await folders.write(shop.id, { pid: identity.pid, ...startedAt, port, plan, version, generation })
  return { port }
}

/** Whether the very shop that is wanted runs and answers. */
async function isReleased(
  { folders }: EmbeddedParts,
  { shop, call, port }: { shop: Shop; call: DriverCall; port: number },
): Promise<boolean> {
  const record = await folders.read(shop.id)
  if (!record || !isWanted(record, shop, port) || !(await isRunning(record))) return false
  const asked = { storeId: shop.id, signal: call.signal, timeoutMs: 3_000 }
  // One that was started a moment ago may need that long; one that hangs is replaced.
  const health = await untilHealthy(port, { ...asked, withinMs: 3_000, isOver: ended(record) })
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
  { ports }: EmbeddedParts,
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

function settingsOf({ server, folders, currency }: EmbeddedParts, shop: Shop, port: number) {
  const { id, name, plan, version, generation, secrets } = shop
  return {
    storeId: id,
    name,
    port,
    databaseUrl: server.addressOf(id, secrets.databasePassword),
    signingKey: secrets.signingKey,
    plan,
    version,
    generation,
    currency,
    logFile: folders.pathOf(id, 'shop.log'),
  }
}

async function untilItAnswers(parts: EmbeddedParts, { shop, call }: StepCall) {
  const record = await parts.folders.read(shop.id)
  if (!record) throw notStarted('There is no process to wait for.')
  const startedAtMs = performance.now()
  const health = await untilHealthy(record.port, {
    storeId: shop.id,
    signal: call.signal,
    withinMs: 50_000,
    isOver: ended(record),
  })
  if (!health) {
    const output = await lastWords(parts.folders, shop.id)
    throw notStarted('The shop ended before it answered.', output)
  }
  call.report(`It answers after ${Math.round(performance.now() - startedAtMs)} ms.`)
  return {}
}

function notStarted(message: string, output?: string): DriverError {
  const failure = { class: 'transient', code: 'shopEnded' } as const
  return new DriverError(message, output ? { ...failure, output } : failure)
}

interface Patience {
  readonly storeId: string
  readonly signal: AbortSignal
  readonly withinMs: number
  /** Whether there is nothing to wait for any more. */
  isOver(): Promise<boolean>
}

const askEveryMs = 40

async function untilHealthy(port: number, patience: Patience) {
  const giveUpAtMs = performance.now() + patience.withinMs
  for (;;) {
    const health = await askHealth(port, { ...patience, timeoutMs: 2_000 })
    if (health?.status === 'ready') return health
    if (performance.now() > giveUpAtMs || (await patience.isOver())) return undefined
    await pause(askEveryMs, undefined, { signal: patience.signal })
  }
}

function ended(record: ShopRecord): () => Promise<boolean> {
  return async () => !(await isRunning(record))
}

async function portToCall({ ports }: EmbeddedParts, { shop }: StepCall): Promise<number> {
  const port = await ports.find(shop.id)
  if (port !== undefined) return port
  throw new DriverError('The store has no port.', { class: 'conflict', code: 'noPort' })
}

async function seedAdmin(parts: EmbeddedParts, asked: StepCall): Promise<StepOutput> {
  const port = await portToCall(parts, asked)
  await mayAct(asked.call)
  await sendAdmin({ port, shop: asked.shop, signal: asked.call.signal })
  return {}
}

async function verify(parts: EmbeddedParts, asked: StepCall): Promise<StepOutput> {
  const port = await portToCall(parts, asked)
  const { products } = await verifyShop({ port, shop: asked.shop, signal: asked.call.signal })
  return { products }
}

async function publish({ addressOf }: EmbeddedParts, { shop }: StepCall): Promise<StepOutput> {
  return { ...addressOf(shop.slug) }
}

/** Stops what runs of a store, whoever has started it. */
export async function stopShop(
  parts: EmbeddedParts,
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
  { processes, folders }: EmbeddedParts,
  storeId: string,
): Promise<readonly ProcessIdentity[]> {
  const [seen, record] = await Promise.all([processes.find(storeId), folders.read(storeId)])
  if (!record || seen.some(({ pid }) => pid === record.pid)) return seen
  return (await isRunning(record)) ? [...seen, record] : seen
}
