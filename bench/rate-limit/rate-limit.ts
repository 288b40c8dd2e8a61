// What does a limit of two windows cost? This project, two peers and a bare script on one Redis,
// then this project's memory store beside a peer's.
import { startRedisServer } from '@holdfast/testing/redis'
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import * as contestants from './contestants.ts'
import type { Contestant, Limits } from './contestants.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 9
const measureMs = quick ? 300 : 1_000
const callers = 64
const subjects = 1_000
const say = (line: string) => void process.stdout.write(`${line}\n`)
const makers = new Map(Object.entries(contestants))

say(machineLine())
await using server = await startRedisServer()
await assertLimits()

const running = await startAll({ url: server.url, perMinute: 1e6, perHour: 1e6 })
for (const name of running.keys()) await measure(name)
say(`\n${rounds} rounds of ${measureMs} ms, ${callers} calls at once, ${subjects} subjects`)
const results = await interleave({ contestants: [...running.keys()], rounds, measure })
for (const contestant of running.values()) await contestant.close()

const rate = (name: keyof typeof contestants) => results.get(name) ?? []
const rows = [...results].map(([name, found]) => [name, ...cells(spreadOf(found))])
say(`\n${table([['', 'calls/s', 'min', 'max'], ...rows])}\n`)
const ratios = {
  bare: ratioOf(rate('holdfast'), rate('bare')),
  union: ratioOf(rate('holdfast'), rate('union')),
  upstash: ratioOf(rate('holdfast'), rate('upstash')),
  flexibleMemory: ratioOf(rate('memory'), rate('flexibleMemory')),
}
const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
say(`${table([['this project ÷', 'median', 'min', 'max'], ...ratioRows])}\n`)
say(jsonLine('rate-limit', ratios))

async function startAll(limits: Limits): Promise<Map<string, Contestant>> {
  const started = new Map<string, Contestant>()
  for (const [name, make] of makers) started.set(name, await make(limits))
  return started
}

/** Everybody really limits: of 30 calls in a row against 10 a minute exactly 10 pass. */
async function assertLimits(): Promise<void> {
  const all = await startAll({ url: server.url, perMinute: 10, perHour: 20 })
  for (const [name, contestant] of all) {
    let passed = 0
    for (let call = 0; call < 30; call++) if (await contestant.take('verify')) passed++
    if (passed !== 10) throw new Error(`${name} let ${passed} of 30 calls pass, not 10`)
    await contestant.close()
    say(`verified: ${name} limits`)
  }
}

/** How many calls a second pass while `callers` of them are always under way. */
async function measure(name: string): Promise<number> {
  const contestant = running.get(name)
  if (!contestant) throw new Error(`${name} does not run`)
  const startedMs = performance.now()
  const untilMs = startedMs + measureMs
  let calls = 0
  const keepCalling = async () => {
    while (performance.now() < untilMs) {
      const passed = await contestant.take(`subject-${calls++ % subjects}`)
      if (!passed) throw new Error(`${name} denied a call`)
    }
  }
  await Promise.all(Array.from({ length: callers }, keepCalling))
  return (calls * 1000) / (performance.now() - startedMs)
}
