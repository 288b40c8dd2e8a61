// A process that logs to its standard output and ends in the way its first argument names.
import { createLog } from './create-log.ts'

const [, , ending = '', lines = '1000'] = process.argv
const log = createLog({ level: 'info', service: 'fixture', version: '0', role: 'test' })
const text = 'x'.repeat(1_000)

let longestMs = 0
let lastMs = performance.now()
const watch = setInterval(measure, 10)

function measure(): void {
  const nowMs = performance.now()
  longestMs = Math.max(longestMs, nowMs - lastMs - 10)
  lastMs = nowMs
}

for (let count = 0; count < Number(lines); count += 1) log.info({ count, text }, 'line')
measure()

const endings: Readonly<Record<string, () => void>> = {
  exit: () => process.exit(0),
  return: () => clearInterval(watch),
  throw() {
    throw new Error('fixture')
  },
  /** Keeps logging for a second to whoever does or does not read, then says how it went. */
  linger() {
    const writer = setInterval(() => log.info({ text }, 'more'), 5)
    setTimeout(() => {
      clearInterval(writer)
      process.stderr.write(`${JSON.stringify({ longestMs })}\n`)
      process.exit(0)
    }, 1_000)
  },
}
endings[ending]?.()
