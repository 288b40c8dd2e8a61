// How much does it cost to book, beside writing the same rows with nothing around them? The
// service's own verb against plain INSERTs, one after the other and on one PostgreSQL; and what
// happens when eight want the same evening at once.
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import { openBare } from './bare.ts'
import { migrations, openBusiness, type Evening } from './business.ts'
import { takeDividedTime, watchJson, watchQueries, type DividedTime } from './divided-time.ts'
import { startServer } from './server.ts'

const names = ['create', 'bare', 'contended'] as const
type Name = (typeof names)[number]

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 9
const perRound = quick ? 60 : 200
const crowd = 8
const dividedInto = ['', 'all', 'database', 'crypto', 'json', 'own', 'trips', 'statements']
const say = (line: string) => void process.stdout.write(`${line}\n`)

/** What a round found. */
interface Measurement {
  readonly perSecond: number
  readonly latencyMs: readonly number[]
  readonly tookMs: number
  readonly divided: DividedTime
}

say(machineLine())
await using server = await startServer(migrations)
await using business = openBusiness(server.appUrl)
const nextEvening = await business.openStation()
const first = await business.book(nextEvening())
await using bare = await openBare(server.appUrl, first)
const nextBareEvening = await business.openStation()
const nextCrowdEvening = await business.openStation()

let wins = 0
watchQueries()
watchJson()

const works: Readonly<Record<Name, () => Promise<readonly number[]>>> = {
  create: () => oneByOne(() => business.book(nextEvening())),
  bare: () => oneByOne(() => bare.insert(nextBareEvening())),
  contended: async () => {
    const took: number[] = []
    for (let n = 0; n < perRound / crowd; n++) took.push(...(await rush(nextCrowdEvening())))
    return took
  },
}

for (const name of names) await measure(name)
wins = 0
say(`\n${rounds} rounds of ${perRound}; contended: ${crowd} at once for one evening`)
const results = await interleave({ contestants: names, rounds, measure })

const found = (name: Name, field: (one: Measurement) => number) =>
  (results.get(name) ?? []).map(field)
const rates = (name: Name) => found(name, (one) => one.perSecond)
const rows = names.map((name) => {
  const sorted = (results.get(name) ?? []).flatMap((one) => one.latencyMs).toSorted((a, b) => a - b)
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(1)
  return [name, ...cells(spreadOf(rates(name))), at(0.5), at(0.99)]
})
say(`\n${table([['', 'per second', 'min', 'max', 'p50 ms', 'p99 ms'], ...rows])}`)
say(
  `\none of them, in ms\n${table([dividedInto, ...(['create', 'bare'] as const).map(divisionOf)])}`,
)
say(
  `\ncontended: ${wins} of ${rounds * perRound} won, one for each evening; the others were told so`,
)

const ratios = { bareInsert: ratioOf(rates('create'), rates('bare')) }
const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
say(`\n${table([['this project ÷', 'ratio', 'min', 'max'], ...ratioRows])}\n`)
say(jsonLine('bookings', ratios))

/** How the time of one booking divides, the median of all rounds. */
function divisionOf(name: Name): readonly string[] {
  const each = (part: (one: Measurement) => number, digits = 2) =>
    (spreadOf(found(name, part)).median / perRound).toFixed(digits)
  return [
    name,
    each(({ tookMs }) => tookMs),
    each(({ divided }) => divided.databaseMs),
    each(({ divided }) => divided.cryptoMs),
    each(({ divided }) => divided.jsonMs),
    each(ownMs),
    each(({ divided }) => divided.roundTrips, 1),
    each(({ divided }) => divided.statements, 1),
  ]
}

function ownMs({ tookMs, divided: { databaseMs, cryptoMs, jsonMs } }: Measurement): number {
  return tookMs - databaseMs - cryptoMs - jsonMs
}

async function measure(name: Name): Promise<Measurement> {
  takeDividedTime()
  const startedMs = performance.now()
  const latencyMs = await works[name]()
  const tookMs = performance.now() - startedMs
  return {
    perSecond: (latencyMs.length * 1_000) / tookMs,
    latencyMs,
    tookMs,
    divided: takeDividedTime(),
  }
}

async function oneByOne(work: () => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = []
  for (let n = 0; n < perRound; n++) took.push(await timed(work))
  return took
}

/** All want the same evening; one gets it. */
async function rush(evening: Evening): Promise<readonly number[]> {
  const attempt = async () => {
    const isWon = await business.book(evening).then(
      () => true,
      () => false,
    )
    if (isWon) wins++
  }
  return Promise.all(Array.from({ length: crowd }, () => timed(attempt)))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
