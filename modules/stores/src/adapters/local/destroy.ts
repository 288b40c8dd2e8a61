import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { sql } from 'kysely'
import type { FinalizerName } from '../../contract/states.ts'
import type { DriverCall, Leftover, Shop, StepOutput } from '../../driver/driver.ts'
import { dumpDatabase } from './data-dump.ts'
import { mayAct, type LocalParts } from './local-parts.ts'
import { findRunning, stopShop } from './local-steps.ts'
import { databaseNameOf } from './store-names.ts'

export interface Destruction {
  readonly finalizer: FinalizerName
  readonly shop: Shop
  readonly call: DriverCall
}

/** Takes one part of a store away, if it is there. */
export async function destroyPart(parts: LocalParts, asked: Destruction): Promise<StepOutput> {
  const { finalizer, shop, call } = asked
  if (finalizer === 'release') {
    await stopShop(parts, shop, call)
    await mayAct(call)
    await parts.kind.keepFiles?.(shop.id)
    await parts.folders.remove(shop.id)
    return {}
  }
  if (finalizer === 'data') return destroyData(parts, shop, call)
  if (finalizer === 'port') {
    await mayAct(call)
    await parts.ports.giveBack(shop.id)
  }
  return {}
}

/** Nobody writes any more; then everything is kept in a file; then the database goes. */
async function destroyData(parts: LocalParts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const { id, wasReady } = shop
  const { server, dumpOf } = parts
  const there = await server.find(id)
  if (!there.database && !there.role) return keptDump(dumpOf(id))
  await mayAct(call)
  await server.shut(id)
  const kept = there.database ? () => keepData(parts, id) : () => keptDump(dumpOf(id))
  const dump = wasReady ? await kept() : {}
  await mayAct(call)
  await server.drop(id)
  return dump
}

async function keepData({ server, dumpOf }: LocalParts, id: string): Promise<StepOutput> {
  return server.within(id, async (database) => {
    const { rows } = await sql<{ any: boolean }>`
      select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not like 'pg\\_%'
          and n.nspname <> 'information_schema') as any`.execute(database.kysely)
    // One that never had a table holds nothing to keep.
    if (!rows[0]?.any) return {}
    const dump = await dumpDatabase(database, { path: dumpOf(id), storeId: id })
    return { dump: basename(dump.path), rows: dump.rows, bytes: dump.bytes }
  })
}

/** What an earlier attempt has kept. */
async function keptDump(path: string): Promise<StepOutput> {
  const found = await stat(path).catch(() => undefined)
  return found ? { dump: basename(path), bytes: found.size } : {}
}

/** Asks the server, the processes, the table of ports and the disk. */
export async function findLeftovers(
  parts: LocalParts,
  storeId: string,
): Promise<readonly Leftover[]> {
  const { server, folders, ports } = parts
  const [there, running, port, folder] = await Promise.all([
    server.find(storeId),
    findRunning(parts, storeId),
    ports.find(storeId),
    stat(folders.pathOf(storeId)).catch(() => undefined),
  ])
  const name = databaseNameOf(storeId)
  return [
    ...running.map(({ pid }) => leftover('release', 'process', String(pid))),
    ...(folder ? [leftover('release', 'folder', folders.pathOf(storeId))] : []),
    ...(there.database ? [leftover('data', 'database', name)] : []),
    ...(there.role ? [leftover('data', 'role', name)] : []),
    ...(port === undefined ? [] : [leftover('port', 'port', String(port))]),
  ]
}

function leftover(finalizer: FinalizerName, kind: string, name: string): Leftover {
  return { finalizer, kind, name }
}
