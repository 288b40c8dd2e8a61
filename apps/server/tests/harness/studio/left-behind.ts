import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import type { GivenStudio } from './given-studio.ts'

type Studio = Pick<GivenStudio, 'database' | 'folder' | 'workFolder'>

/** Every process that a media program of these workers is, or was started by one. */
export async function mediaProcesses({ workFolder }: Studio): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const words = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '')
      return words.includes(`HOME=${workFolder}/`) ? [Number(name)] : []
    }),
  )
  return found.flat()
}

/** The folders of attempts. */
export async function attemptFolders({ workFolder }: Studio): Promise<readonly string[]> {
  return readdir(workFolder).catch((): string[] => [])
}

/** Files that nothing in the database names, and names that have no file. */
export async function strayFiles(studio: Studio) {
  const stored = await storedKeys(studio)
  const { rows } = await sql<{ key: string }>`
    select key from studio.asset where deleted_at is null union all
    select preview_key from studio.asset
      where deleted_at is null and preview_key is not null union all
    select key from studio.checkpoint union all
    select key from studio.upload_part`.execute(studio.database.kysely)
  const named = rows.map(({ key }) => key)
  return {
    unnamed: stored.filter((key) => !named.includes(key)),
    missing: named.filter((key) => !stored.includes(key)),
  }
}

/** Keys that are noted as belonging to nothing yet. */
export async function looseFiles({ database }: Studio): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`select key from studio.loose_file`.execute(
    database.kysely,
  )
  return rows.map(({ key }) => key)
}

/** What a job has become, with all that must be there once. */
export async function outcomeOf({ database, folder }: Studio, jobId: string) {
  const { rows: jobs } = await sql<{ state: string; attempt: number; ends: number }>`
    select state, attempt,
      (select count(*)::int from kernel.event e
        where e.type = 'studio.jobEnded' and e.subject = j.id::text) as ends
    from studio.job j where id = ${jobId}`.execute(database.kysely)
  const { rows: assets } = await sql<{ part: string; key: string; sha256: string }>`
    select part, key, sha256 from studio.asset where job_id = ${jobId} order by part`.execute(
    database.kysely,
  )
  const damaged: string[] = []
  for (const { part, key, sha256 } of assets) {
    const bytes = await readFile(join(folder, 'files', key)).catch(() => Buffer.alloc(0))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) damaged.push(part)
  }
  return { ...jobs[0], parts: assets.map(({ part }) => part), damaged }
}

async function storedKeys({ folder }: Studio): Promise<readonly string[]> {
  const root = join(folder, 'files')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}
