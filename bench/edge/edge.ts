// What do the protections cost? Bare node:http, this project, and three frameworks with theirs.
import { devNull } from 'node:os'
import { startContestant, type Contestant } from '../harness/contestant.ts'
import { load } from '../harness/load.ts'
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf, type Results } from '../harness/rounds.ts'
import { contestantNames, pathOf, type ContestantName } from './contestants.ts'
import { allowedOrigin } from './contestants/serve.ts'
import { assertProtected } from './protections.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 9
const measureMs = quick ? 400 : 1_500
const firstWarmUpMs = 2_000
const warmUpMs = 300
const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Measurement {
  readonly perSecond: number
  readonly processorMicroseconds: number
  readonly p99Ms: number
  readonly clientLoad: number
}

const machine = machineLine()
say(machine)
for (const name of contestantNames) {
  if (name === 'bare') continue
  await assertProtected(name)
  say(`verified: headers, CORS, limit and access log of ${name}`)
}

const contestants = new Map<string, Contestant>()
for (const name of contestantNames) {
  const options = { limitPerMinute: 1_000_000_000, logFile: devNull }
  contestants.set(name, await startContestant(pathOf(name), options))
}
for (const name of contestantNames) await measure(name, firstWarmUpMs)

say(`\n${rounds} rounds of ${measureMs} ms each, 64 connections, one processor for the server`)
const results = await interleave({
  contestants: contestantNames,
  rounds,
  measure: (name) => measure(name, warmUpMs),
})
for (const contestant of contestants.values()) await contestant.stop()
report(results)

async function measure(name: string, warmUpBeforeMs: number): Promise<Measurement> {
  const contestant = contestants.get(name)
  if (contestant === undefined) throw new Error(`${name} does not run`)
  const startMs = await contestant.processorMs()
  const result = await load({
    port: contestant.port,
    path: '/bookings/42?lang=en',
    headers: {
      Host: 'localhost',
      Origin: allowedOrigin,
      Accept: 'application/json',
      'User-Agent': 'holdfast-bench',
    },
    connections: 64,
    warmUpMs: warmUpBeforeMs,
    measureMs,
  })
  const usedMs = (await contestant.processorMs()) - startMs
  if (result.failures > 0) throw new Error(`${name} failed ${result.failures} requests`)
  return {
    perSecond: (result.answers / result.durationMs) * 1000,
    processorMicroseconds: (usedMs * 1000) / result.answersInAll,
    p99Ms: result.latencyMs.p99,
    clientLoad: result.clientLoad,
  }
}

function report(found: Results<Measurement>): void {
  const column = (name: ContestantName, key: keyof Measurement) =>
    (found.get(name) ?? []).map((measurement) => measurement[key])
  const rows = contestantNames.map((name) => [
    name,
    ...cells(spreadOf(column(name, 'perSecond'))),
    ...cells(spreadOf(column(name, 'processorMicroseconds')), 1).slice(0, 2),
    ...cells(spreadOf(column(name, 'p99Ms')), 1).slice(0, 1),
    ...cells(spreadOf(column(name, 'clientLoad')), 2).slice(0, 1),
  ])
  const heads = ['', 'req/s', 'min', 'max', 'µs each', 'min', 'p99 ms', 'client load']
  say(`\n${table([heads, ...rows])}\n`)
  const rate = (name: ContestantName) => column(name, 'perSecond')
  const ratios = {
    bare: ratioOf(rate('holdfast'), rate('bare')),
    bareUnderHono: ratioOf(rate('holdfast under Hono'), rate('bare')),
    // The frameworks route as well, so this project is compared with a router under it.
    fastify: ratioOf(rate('holdfast under Hono'), rate('fastify')),
    hono: ratioOf(rate('holdfast under Hono'), rate('hono')),
    nestjs: ratioOf(rate('holdfast under Hono'), rate('nestjs')),
  }
  const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
  say(`${table([['this project ÷', 'median', 'min', 'max'], ...ratioRows])}\n`)
  say(`${machine}\n`)
  say(jsonLine('edge', ratios))
}
