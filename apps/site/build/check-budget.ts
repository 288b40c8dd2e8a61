import { fileURLToPath } from 'node:url'
import { budgets, weigh } from './budget.ts'

// Prints what each page weighs and fails when one is over its budget.
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const weights = budgets.map((budget) => weigh(dist, budget))
for (const { page, scriptBytes, laterBytes, styleBytes, problems } of weights) {
  const verdict = problems.length === 0 ? 'within budget' : problems.join('; ')
  process.stdout.write(
    `${page}: script ${scriptBytes} B, later ${laterBytes} B, style ${styleBytes} B, ${verdict}\n`,
  )
}
process.exitCode = weights.some((weight) => weight.problems.length > 0) ? 1 : 0
