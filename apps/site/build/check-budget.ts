import { fileURLToPath } from 'node:url'
import { pagesOf, weigh } from './budget.ts'

// Prints what each page weighs, with `--over` of those alone that are over their budget, and fails
// when one is.
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const weights = pagesOf(dist).map((page) => weigh(dist, page))
const over = weights.filter(({ problems }) => problems.length > 0)
const shown = process.argv.includes('--over') ? over : weights
for (const { page, firstLoadBytes, laterBytes, styleBytes, problems } of shown) {
  const verdict = problems.length === 0 ? 'within budget' : problems.join('; ')
  process.stdout.write(
    `${page}: script ${firstLoadBytes} B, later ${laterBytes} B, style ${styleBytes} B, ${verdict}\n`,
  )
}
process.exitCode = over.length > 0 ? 1 : 0
