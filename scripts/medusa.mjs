// npm run medusa:install puts the pinned Medusa into the data folder; npm run proof:medusa does so
// and then makes a shop of it, buys something there and takes it away again. It takes minutes.
import { ensureInstalled, fail, run, say } from './workspace.mjs'

const [, , command, ...filters] = process.argv
const adapter = 'modules/stores/src/adapters/medusa'
const dataDir = process.env.HOLDFAST_DATA_DIR ?? '.holdfast'

await ensureInstalled()
if (command === 'install') process.exitCode = (await install()).code
else if (command === 'proof') process.exitCode = await prove()
else fail('node scripts/medusa.mjs install | proof [one-life | conformance]')

function install() {
  return run('node', [`${adapter}/installation/main.ts`, dataDir])
}

async function prove() {
  const { code } = await run('vitest', [
    'run',
    '--config',
    `${adapter}/tests/whole-life.config.ts`,
    ...filters,
  ])
  say(code === 0 ? 'Medusa: shown' : 'Medusa: not shown')
  return code
}
