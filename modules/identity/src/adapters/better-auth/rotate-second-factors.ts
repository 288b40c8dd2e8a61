import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { sql, type Kysely } from 'kysely'
import type { Vault } from '@holdfast/kernel/crypto'
import { secretsOf } from './secrets.ts'

interface Row {
  readonly id: string
  readonly secret: string
  readonly backup_codes: string
}

/**
 * Brings the second factors under the current master key and says how many. One that is changed
 * meanwhile is under it already. May run again.
 */
export async function rotateSecondFactors(
  db: Kysely<unknown>,
  vault: Pick<Vault, 'blindIndexes'>,
): Promise<number> {
  const secrets = secretsOf(vault)
  const [{ version: currentVersion }] = secrets
  const key = {
    keys: new Map(secrets.map(({ version, value }) => [version, value])),
    currentVersion,
  }
  const anew = async (data: string) =>
    symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) })
  const { rows } = await sql<Row>`select id, secret, backup_codes from auth.second_factor`.execute(
    db,
  )
  const isBehind = (data: string) => parseEnvelope(data)?.version !== currentVersion
  const behind = rows.filter((row) => isBehind(row.secret) || isBehind(row.backup_codes))
  for (const row of behind) {
    const [secret, codes] = [await anew(row.secret), await anew(row.backup_codes)]
    await sql`update auth.second_factor set secret = ${secret}, backup_codes = ${codes}
      where id = ${row.id} and secret = ${row.secret} and backup_codes = ${row.backup_codes}
    `.execute(db)
  }
  return behind.length
}
