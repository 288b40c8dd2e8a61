// How long does a wish for a shop take, how soon is a killed shop back, how many stores do
// orchestrators make in a minute, and what do thousands cost that only run? Beside the same program
// and database with nothing around them.
import { cells, jsonLine, machineLine, table } from '../harness/report.ts'
import { interleave, ratioOf, spreadOf } from '../harness/rounds.ts'
import { timeFirstSteps } from './first-step.ts'
import { openFleet } from './fleet.ts'
import { openPlatform, type Platform } from './platform.ts'
import { openShops, type MadeShop } from './shops.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 9
const wishes = quick ? 50 : 300
const stores = quick ? 24 : 120
const idleStores = 5_000
const idleWindowMs = quick ? 15_000 : 60_000
const say = (line: string) => void process.stdout.write(`${line}\n`)

say(machineLine())
const limits: string[][] = [['', 'found', 'limit', '']]

const firstSteps = await onPlatform((platform) => timeFirstSteps(platform, wishes))
firstSteps.sort((a, b) => a - b)
const at = (part: number) => firstSteps[Math.floor(firstSteps.length * part)] ?? Number.NaN
compare('wish to first step, p50 ms', at(0.5), 100)
compare('wish to first step, p95 ms', at(0.95), 100)

const { ours, bareMs, killedMs } = await onPlatform(measureShops)
const itself = ours.map(({ itselfMs }) => itselfMs)
const answering = ours.map(({ answeringMs }) => answeringMs)
const ready = ours.map(({ readyMs }) => readyMs)
compare('a shop, from its start to its answer, ms', spreadOf(itself).median, 2_000)
compare('from the wish to a shop that answers, ms', spreadOf(answering).median)
compare('from the wish to ready, ms', spreadOf(ready).median)
compare('the same program and database, bare, ms', spreadOf(bareMs).median)

compare('a killed shop is back, worst ms', spreadOf(killedMs).max, 15_000)

await onPlatform(async (platform) => {
  await using fleet = await openFleet(platform)
  for (const count of [1, 2, 4]) {
    const perMinute = await fleet.storesPerMinute(count, stores)
    compare(`stores per minute, orchestrators: ${count}`, perMinute)
  }
  const share = await fleet.idleShare(idleStores, idleWindowMs)
  compare(`${idleStores} idle stores, % of a processor`, share * 100, 1)
})

say(`\n${table(limits)}`)
const ratios = {
  bareShop: ratioOf(bareMs, answering),
  bareShopToReady: ratioOf(bareMs, ready),
}
const ratioRows = Object.entries(ratios).map(([name, ratio]) => [name, ...cells(ratio, 2)])
say(`\n${table([['this project ÷', 'ratio', 'min', 'max'], ...ratioRows])}\n`)
say(jsonLine('stores', ratios))

/** Each thing is measured on a database of its own: what is there costs, too. */
async function onPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  await using platform = await openPlatform()
  // Awaited here: the database goes when this function ends.
  return await work(platform)
}

async function measureShops(platform: Platform) {
  await using shops = await openShops(platform)
  // The first of each compiles the program.
  await shops.make()
  await shops.makeBare()
  const ours: MadeShop[] = []
  const made = await interleave({
    contestants: ['ours', 'bare'],
    rounds,
    async measure(name) {
      if (name === 'bare') return shops.makeBare()
      const shop = await shops.make()
      ours.push(shop)
      return shop.answeringMs
    },
  })
  const killedMs: number[] = []
  for (const { id } of ours.slice(0, 5)) killedMs.push(await shops.killAndWait(id))
  return { ours, bareMs: made.get('bare') ?? [], killedMs }
}

/** A line of the table, with what it may be at most. */
function compare(name: string, found: number, limit?: number): void {
  const verdict = limit === undefined ? '' : found <= limit ? 'kept' : 'NOT KEPT'
  limits.push([name, found.toFixed(found < 10 ? 2 : 0), limit?.toFixed(0) ?? '', verdict])
}
