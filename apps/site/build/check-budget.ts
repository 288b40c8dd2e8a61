import { fileURLToPath } from 'node:url'
import { pagesOf, weigh } from './budget.ts'

// Prints what each page weighs and fails when one is over its budget.
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const weights = pagesOf(dist).map((page) => weigh(dist, page))
for (const { page, firstLoadBytes, laterBytes, styleBytes, problems } of weights) {
  const verdict = problems.length === 0 ? 'within budget' : problems.join('; ')
  process.stdout.write(
    `${page}: script ${firstLoadBytes} B, later ${laterBytes} B, style ${styleBytes} B, ${verdict}\n`,
  )
}
process.exitCode = weights.some((weight) => weight.problems.length > 0) ? 1 : 0
