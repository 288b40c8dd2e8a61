import { runMedusa } from './run-medusa.mjs'

const port = process.env.PORT ?? '9000'
process.exit(await runMedusa(['start', '--host', '0.0.0.0', '--port', port]))
