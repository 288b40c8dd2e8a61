// How many trivial jobs a second, and how soon is one taken? This project and graphile-worker on
// one PostgreSQL, BullMQ on Redis. Each has its worker in this process.
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import type { Contestant } from './contestant.ts'
import { bullmq } from './contestants/bullmq.ts'
import { graphile } from './contestants/graphile.ts'
import { holdfast, holdfastFenced } from './contestants/holdfast.ts'
import { startServers } from './servers.ts'

const contestants = { holdfast, bullmq, graphile, holdfastFenced } as const
type Name = keyof typeof contestants
const names = Object.keys(contestants) as Name[]

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 9
const jobs = quick ? 5_000 : 20_000
const fencedJobs = quick ? 500 : 2_000
const pickUps = quick ? 20 : 50
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** What a round found. */
interface Measurement {
  readonly jobsPerSecond: number
  /** Processor time of a job in this process, in microseconds: other load hardly changes it. */
  readonly micros: number
  readonly pickUpMs: readonly number[]
}

say(machineLine())
await using servers = await startServers()
const running = new Map<Name, Contestant>()
for (const name of names) running.set(name, await contestants[name](servers))
for (const name of names) await measure(name)
say(`\n${rounds} rounds of ${jobs} jobs (${fencedJobs} fenced) and ${pickUps} single ones`)
const results = await interleave({ contestants: names, rounds, measure })
for (const contestant of running.values()) await contestant.close()

const found = (name: Name, field: (one: Measurement) => number) =>
  (results.get(name) ?? []).map(field)
const rates = (name: Name) => found(name, (one) => one.jobsPerSecond)
const micros = (name: Name) => found(name, (one) => one.micros)
const median = (values: readonly number[]) => spreadOf(values).median
const pickUpsOf = (name: Name) => (results.get(name) ?? []).flatMap((one) => one.pickUpMs)

const rows = names.map((name) => {
  const sorted = pickUpsOf(name).toSorted((a, b) => a - b)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  const pickUp = [median(sorted), p95].map((value) => value.toFixed(1))
  return [name, ...cells(spreadOf(rates(name))), median(micros(name)).toFixed(0), ...pickUp]
})
const head = ['', 'jobs/s', 'min', 'max', 'µs here', 'pick-up p50 ms', 'p95']
say(`\n${table([head, ...rows])}\n`)

const ratios = {
  bullmq: ratioOf(rates('holdfast'), rates('bullmq')),
  graphile: ratioOf(rates('holdfast'), rates('graphile')),
  bullmqPickUp: ratioOf(
    found('bullmq', (one) => median(one.pickUpMs)),
    found('holdfast', (one) => median(one.pickUpMs)),
  ),
}
const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
say(`${table([['this project ÷', 'ratio', 'min', 'max'], ...ratioRows])}\n`)
say(jsonLine('jobs', ratios))

async function measure(name: Name): Promise<Measurement> {
  const contestant = running.get(name)
  if (!contestant) throw new Error(`${name} does not run`)
  const count = name === 'holdfastFenced' ? fencedJobs : jobs
  await contestant.fill(count)
  const before = process.cpuUsage()
  const startedMs = performance.now()
  await contestant.drain()
  const tookMs = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  const pickUpMs: number[] = []
  // The first one also starts the worker.
  await contestant.pickUp()
  for (let n = 0; n < pickUps; n++) pickUpMs.push(await timed(() => contestant.pickUp()))
  return {
    jobsPerSecond: (count * 1_000) / tookMs,
    micros: (user + system) / count,
    pickUpMs,
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
