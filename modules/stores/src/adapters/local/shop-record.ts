import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isUuid } from '@holdfast/kernel/ids'
import { z } from 'zod'

const recordSchema = z.object({
  pid: z.int().positive(),
  /** Two processes of one pid differ in it. */
  startedAt: z.string().optional(),
  port: z.int(),
  generation: z.int(),
  plan: z.string(),
  version: z.string(),
})

/** The process that was last started for a store, also by somebody who is gone. */
export type ShopRecord = z.infer<typeof recordSchema>

/** The folder of each store's files. */
export interface ShopFolders {
  pathOf(storeId: string, file?: string): string
  /** Makes it, for its owner alone. */
  make(storeId: string): Promise<string>
  read(storeId: string): Promise<ShopRecord | undefined>
  write(storeId: string, record: ShopRecord): Promise<void>
  remove(storeId: string): Promise<void>
  list(): Promise<readonly string[]>
}

export function createShopFolders(root: string): ShopFolders {
  const pathOf = (storeId: string, file = '') => {
    if (!isUuid(storeId)) throw new TypeError('a store is named by its id')
    return join(root, storeId, file)
  }
  const recordOf = (storeId: string) => pathOf(storeId, 'process.json')
  return {
    pathOf,
    async make(storeId) {
      await mkdir(pathOf(storeId), { recursive: true, mode: 0o700 })
      return pathOf(storeId)
    },
    async read(storeId) {
      const text = await readFile(recordOf(storeId), 'utf8').catch(() => undefined)
      return text === undefined ? undefined : parseRecord(text)
    },
    async write(storeId, record) {
      const draft = `${recordOf(storeId)}.${process.pid}.draft`
      await writeFile(draft, JSON.stringify(record), { mode: 0o600 })
      await rename(draft, recordOf(storeId))
    },
    remove: (storeId) => rm(pathOf(storeId), { recursive: true, force: true }),
    async list() {
      const names = await readdir(root).catch(() => [])
      return names.filter(isUuid)
    },
  }
}

/** A record that was cut off says nothing; the processes are looked for besides. */
function parseRecord(text: string): ShopRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
