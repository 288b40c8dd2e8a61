import { createReadStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock as clock } from '@holdfast/kernel/clock'
import { createVault } from '@holdfast/kernel/crypto'
import { createFiles, type Files } from '@holdfast/kernel/files'
import { newId } from '@holdfast/kernel/ids'
import { createJobWorker, openJobs } from '@holdfast/kernel/jobs'
import { createLog } from '@holdfast/kernel/log'
import { createMetrics } from '@holdfast/kernel/metrics'
import { createContext, jobWork, systemActor } from '@holdfast/kernel/module'
import {
  createDatabase,
  createListener,
  createMigrator,
  kernelMigrations,
  startEmbeddedPostgres,
} from '@holdfast/kernel/postgres'
import { createFileCheckpoints } from '../../modules/studio/src/checkpoint/file-checkpoints.ts'
import type { MixSettings } from '../../modules/studio/src/contract.ts'
import { jobBindings } from '../../modules/studio/src/job/job-bindings.ts'
import type { Maker } from '../../modules/studio/src/job/maker.ts'
import type { MediaTools } from '../../modules/studio/src/media/media-tools.ts'
import { createMixMaker } from '../../modules/studio/src/mix/mix-maker.ts'
import { usualLimits, type StudioContext } from '../../modules/studio/src/parts.ts'
import type { StudioTables } from '../../modules/studio/src/tables.ts'
import { createProject } from '../../modules/studio/src/project/create-project.ts'
import { startMix } from '../../modules/studio/src/project/start-mix.ts'
import type { FootageFile } from './footage.ts'

const log = createLog({ level: 'warn', service: 'bench', version: '0', role: 'bench' })
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const migrationsFolder = join(import.meta.dirname, '../../modules/studio/migrations')

export type Settings = Omit<MixSettings, 'clips' | 'song'>

/** The studio's own jobs on a PostgreSQL that flushes to disk, in this process. */
export interface StudioPlatform extends AsyncDisposable {
  readonly folder: string
  /** Nobody's steps are kept for them yet: a new organisation, with the footage in its library. */
  someoneNew(footage: readonly FootageFile[]): Promise<Someone>
  /** Whether makers say how far they are. */
  tellsProgress: boolean
}

export interface Someone {
  /** From the request to the last published video, in milliseconds. */
  mix(settings: Settings, variants?: readonly number[]): Promise<number>
}

export async function openStudio(tools: MediaTools): Promise<StudioPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'))
  // The server runs as another account when we are root.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder, log: silent })
  const connectionString = postgres.connectionString('app')
  await createMigrator({
    connectionString: postgres.connectionString('owner'),
    modules: [kernelMigrations, { name: 'studio', folder: migrationsFolder }],
    log: silent,
  }).up()
  const database = createDatabase({ connectionString, applicationName: 'bench', poolSize: 24, log })
  const files = filesBelow(folder)
  const listener = createListener({ connectionString, log })
  const credits = {
    require: async () => {},
    reserve: async () => 1,
    settle: async () => {},
    release: async () => {},
  }
  const platform = { tellsProgress: true }
  const bindings = jobBindings({
    database,
    listener,
    files,
    credits,
    clock,
    limits: usualLimits,
    workFolder: join(folder, 'work'),
    streams: { open: () => Promise.reject(new Error('nobody follows')) },
    metrics: createMetrics(),
    makers: [quietUnlessTold(createMixMaker({ files, tools }), platform)],
    openCheckpoints: createFileCheckpoints({ files }),
  })
  const jobs = bindings.jobs.map(({ job }) => job)
  const queue = await openJobs({ connectionString, jobs, log, supervise: false })
  const contextParts = { database, log, ids: newId, clock, jobs: queue }
  const worker = createJobWorker({
    queue,
    database,
    listener,
    work: bindings.jobs.map((bound) => jobWork(bound, contextParts)),
    organisationId: 'house',
    log,
    pollEveryMs: 1_000,
  })
  await worker.start()

  async function someoneNew(footage: readonly FootageFile[]): Promise<Someone> {
    const actor = systemActor(newId())
    const correlationId = newId()
    const ctx = createContext<StudioTables>({ ...contextParts, actor, correlationId })
    const assets: string[] = []
    for (const file of footage) assets.push(await addAsset(ctx, files, file))
    return {
      async mix(settings, variants) {
        const clips = assets.slice(0, -1).map((assetId) => ({ assetId }))
        const song = { assetId: assets.at(-1) ?? '', volume: 0.4 }
        const body = { kind: 'mix', name: 'Reel', settings: { ...settings, clips, song } } as const
        const { id, version } = await createProject(ctx, { body })
        const startedMs = performance.now()
        const asked = { version, ...(variants ? { variants: [...variants] } : {}) }
        const started = await startMix(
          ctx,
          { params: { id }, body: asked },
          { credits, limits: usualLimits },
        )
        await untilMade(
          ctx,
          started.jobs.map((job) => job.id),
        )
        return performance.now() - startedMs
      },
    }
  }

  return Object.assign(platform, {
    folder,
    someoneNew,
    async [Symbol.asyncDispose]() {
      await worker.stop()
      await queue.close()
      await listener.close()
      await database.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  })
}

function filesBelow(folder: string): Files {
  const vault = createVault({ current: { id: 'bench', key: Buffer.alloc(32, 7) }, previous: [] })
  return createFiles({
    place: { kind: 'folder', folder: join(folder, 'files') },
    spoolFolder: join(folder, 'spool'),
    clock,
    signer: vault.signer('files'),
    linkUrl: 'https://studio.example/files',
  })
}

function quietUnlessTold(maker: Maker, platform: { readonly tellsProgress: boolean }): Maker {
  return {
    ...maker,
    make: (making) =>
      maker.make(platform.tellsProgress ? making : { ...making, report: () => undefined }),
  }
}

async function addAsset(ctx: StudioContext, files: Files, file: FootageFile): Promise<string> {
  const { path, bytes, sha256, kind, contentType, demuxer, durationMs } = file
  const stored = await files.put(createReadStream(path), { maxBytes: bytes, contentType })
  const id = ctx.ids()
  await ctx.kysely
    .insertInto('studio.asset')
    .values({
      id,
      organisation_id: ctx.organisationId,
      kind,
      origin: 'upload',
      name: 'Footage',
      content_type: contentType,
      key: stored.key,
      bytes,
      sha256,
      demuxer,
      duration_ms: durationMs,
      has_audio: true,
      created_by: ctx.actor.id,
      created_at: ctx.now(),
    })
    .execute()
  return id
}

async function untilMade(ctx: StudioContext, ids: readonly string[]): Promise<void> {
  for (;;) {
    const rows = await ctx.kysely
      .selectFrom('studio.job')
      .where('id', 'in', ids)
      .select(['state', 'failure'])
      .execute()
    if (rows.every(({ state }) => state === 'succeeded')) return
    const bad = rows.find(({ failure }) => failure !== null)
    if (bad) throw new Error(`a mix is ${bad.state}: ${JSON.stringify(bad.failure)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
