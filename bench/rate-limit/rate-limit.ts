// What does a limit of two windows cost? This project, its peers and bare scripts on one Redis,
// then the memory stores. Everybody has the same connection.
import { startRedisServer } from '@holdfast/testing/redis'
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import { connect } from './connection.ts'
import type { Contestant, Limits } from './contestant.ts'
import { contestants, type ContestantName } from './contestants.ts'
import { costOf, type Measurement } from './cost.ts'

const quick = process.argv.includes('--quick')
// Many short rounds: whatever else the machine does meets everybody.
const rounds = quick ? 9 : 45
const measureMs = quick ? 60 : 120
const callers = 64
const subjects = 1_000
const names = Object.keys(contestants) as ContestantName[]
const say = (line: string) => void process.stdout.write(`${line}\n`)

say(machineLine())
await using server = await startRedisServer()
const admin = await connect(server.url)
await assertLimits()

const running = await startAll({ url: server.url, perMinute: 1e6, perHour: 1e6 })
for (let warmUp = 0; warmUp < 3; warmUp++) for (const name of names) await measure(name)
say(`\n${rounds} rounds of ${measureMs} ms, ${callers} calls at once, ${subjects} subjects`)
const results = await interleave({ contestants: names, rounds, measure })
for (const { close } of [...running.values(), admin]) await close()

const found = (name: ContestantName, field: (one: Measurement) => number) =>
  (results.get(name) ?? []).map(field)
const rates = (name: ContestantName) => found(name, (one) => one.callsPerSecond)
const costs = (name: ContestantName) => found(name, (one) => one.clientMicros + one.redisMicros)
const micros = (name: ContestantName, field: 'clientMicros' | 'redisMicros') =>
  spreadOf(found(name, (one) => one[field])).median.toFixed(1)

const rows = names.map((name) => [
  name,
  ...cells(spreadOf(rates(name))),
  micros(name, 'clientMicros'),
  name.endsWith('Memory') ? '' : micros(name, 'redisMicros'),
])
say(`\n${table([['', 'calls/s', 'min', 'max', 'µs here', 'µs in Redis'], ...rows])}\n`)

const others = names.filter((name) => !name.startsWith('holdfast'))
const oursBeside = (name: ContestantName) =>
  name.endsWith('Memory') ? 'holdfastMemory' : 'holdfast'
const ratios = others.map((name) => ({
  name,
  rate: ratioOf(rates(oursBeside(name)), rates(name)),
  cost: ratioOf(costs(name), costs(oursBeside(name))),
}))
const ratioRows = ratios.map(({ name, rate, cost }) => [name, ...cells(rate, 2), ...cells(cost, 2)])
const head = ['this project ÷', 'calls/s', 'min', 'max', 'processor time', 'min', 'max']
say(`${table([head, ...ratioRows])}\n`)
say(jsonLine('rate-limit', Object.fromEntries(ratios.map(({ name, rate }) => [name, rate]))))

async function startAll(limits: Limits): Promise<Map<ContestantName, Contestant>> {
  const started = new Map<ContestantName, Contestant>()
  for (const name of names) started.set(name, await contestants[name](limits))
  return started
}

/** Everybody really limits: of 30 calls in a row against 10 a minute exactly 10 pass. */
async function assertLimits(): Promise<void> {
  for (const [name, contestant] of await startAll({ ...server, perMinute: 10, perHour: 20 })) {
    let passed = 0
    for (let call = 0; call < 30; call++) if (await contestant.take('verify')) passed++
    if (passed !== 10) throw new Error(`${name} let ${passed} of 30 calls pass, not 10`)
    await contestant.close()
    say(`verified: ${name} limits`)
  }
}

/** What a call costs while `callers` of them are always under way. */
function measure(name: ContestantName): Promise<Measurement> {
  const contestant = running.get(name)
  if (!contestant) throw new Error(`${name} does not run`)
  return costOf(admin.client, async () => {
    const untilMs = performance.now() + measureMs
    let calls = 0
    const keepCalling = async () => {
      while (performance.now() < untilMs) {
        const passed = await contestant.take(`subject-${calls++ % subjects}`)
        if (!passed) throw new Error(`${name} denied a call`)
      }
    }
    await Promise.all(Array.from({ length: callers }, keepCalling))
    return calls
  })
}
