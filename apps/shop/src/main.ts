import { runShop } from './run-shop.ts'
import { readSettings } from './settings.ts'

try {
  await runShop({
    settings: await readSettings(process.stdin),
    parent: process.stdin,
    process,
    exit: (code) => process.exit(code),
  })
} catch (error) {
  const said = error instanceof Error ? error.message : String(error)
  process.stderr.write(`The shop could not open: ${said}\n`)
  process.exit(1)
}
