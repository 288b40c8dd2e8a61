import { runMedusa } from './run-medusa.mjs'

process.exitCode = await runMedusa(['start'])
