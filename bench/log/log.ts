// What does a log line cost? This project's access-log line and a line of data with secrets in
// it, beside pino and winston with redaction on, pino without any, and a bare JSON.stringify.
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import { contestants } from './contestants.ts'

const quick = process.argv.includes('--quick')
// Many short rounds: whatever else the machine does meets everybody.
const rounds = quick ? 9 : 45
const lines = quick ? 5_000 : 20_000
const linesPerTurn = 1_000
const say = (line: string) => void process.stdout.write(`${line}\n`)

let last = ''
const writers = contestants({
  write(text) {
    last = text
    return true
  },
})

say(machineLine())
await assertRedacted()
for (const name of Object.keys(writers)) await measure(name)
say(`\n${rounds} rounds of ${lines} lines into memory`)
const results = await interleave({ contestants: Object.keys(writers), rounds, measure })

const rows = [...results].map(([name, found]) => [name, ...cells(spreadOf(found), 2)])
say(`\n${table([['', 'µs a line', 'min', 'max'], ...rows])}\n`)
// Costs, so the other one stands above: bigger is better, as in every comparison.
const times = (theirs: string, ours: string) =>
  ratioOf(results.get(theirs) ?? [], results.get(ours) ?? [])
const ratios = {
  pinoAccess: times('pino access', 'holdfast access'),
  pinoInfo: times('pino info', 'holdfast info'),
  plainPinoAccess: times('plain pino access', 'holdfast access'),
  plainPinoInfo: times('plain pino info', 'holdfast info'),
  winstonAccess: times('winston access', 'holdfast access'),
  winstonInfo: times('winston info', 'holdfast info'),
  bareAccess: times('bare access', 'holdfast access'),
}
const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
say(`${table([['cost of the other ÷ ours', 'median', 'min', 'max'], ...ratioRows])}\n`)
say(jsonLine('log', ratios))

/** Everybody writes the line, and this project and pino hide every secret of it. */
async function assertRedacted(): Promise<void> {
  for (const [name, write] of Object.entries(writers)) {
    last = ''
    write()
    await turn()
    JSON.parse(last)
    const hides = !/^(?:winston|plain)/.test(name)
    if (/x7Kp|q9Lm/.test(last) && hides) throw new Error(`${name} leaks`)
    say(`verified: ${name}`)
  }
}

async function measure(name: string): Promise<number> {
  const write = writers[name]
  if (!write) throw new Error(`${name} does not take part`)
  let spentMs = 0
  for (let written = 0; written < lines; written += linesPerTurn) {
    const startedMs = performance.now()
    for (let line = 0; line < linesPerTurn; line++) write()
    spentMs += performance.now() - startedMs
    // Streams empty themselves between turns; that is not the caller's time.
    await turn()
  }
  return (spentMs * 1000) / lines
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
