import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { expect } from 'vitest'

export type LockMode = 'exclusive' | 'access exclusive'

/** A table that nobody may write to (`exclusive`) or even read until it is let go. */
export interface HeldTable extends AsyncDisposable {
  /** Resolves when somebody waits for it. */
  waitedFor(): Promise<void>
  release(): Promise<void>
}

/** Holds everybody up who comes to this table: a process there can be killed in mid-transaction. */
export async function holdTable(
  ownerUrl: string,
  table: string,
  mode: LockMode = 'exclusive',
): Promise<HeldTable> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`lock table ${table} in ${mode} mode`)
  let isHeld = true
  async function release(): Promise<void> {
    if (!isHeld) return
    isHeld = false
    await client.query('rollback')
    await client.end()
  }
  return {
    release,
    [Symbol.asyncDispose]: release,
    waitedFor: () =>
      eventually(
        async () => {
          const { rowCount } = await client.query(
            'select from pg_locks where relation = $1::regclass and not granted',
            [table],
          )
          expect(rowCount).toBeGreaterThan(0)
        },
        { withinMs: 60_000 },
      ),
  }
}
