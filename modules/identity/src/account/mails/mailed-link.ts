import type { Vault } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import type { IdentityJob } from '../../parts.ts'
import { extendOneTimeValue, insertOneTimeValue } from '../one-time-values.ts'
import { findPersonByEmail, findPersonOrNobody, type Person } from '../person-store.ts'
import { takeMailRequest } from './mail-request-store.ts'

export interface LinkWanted {
  readonly eventId: string
  readonly requestId: string
  readonly lifeMs: number
  /** How the token is stored. */
  identify(token: string): string
  isFor(person: Person): boolean
}

export interface MailedLink {
  readonly person: Person
  readonly token: string
}

/**
 * Takes the request and keeps its link, in one step, so that the link works before it is mailed
 * and is kept once. The token follows from the event, under a key of the vault: a later attempt to
 * mail it finds the link by it, while nobody has used or ended it, and gives it its time again.
 * Undefined when there is nobody to mail, or nothing any more.
 */
export async function prepareLink(
  ctx: IdentityJob,
  vault: Vault,
  wanted: LinkWanted,
): Promise<MailedLink | undefined> {
  const expiresAt = new Date(ctx.now().getTime() + wanted.lifeMs)
  return ctx.transaction(async ({ kysely }) => {
    const email = await takeMailRequest(kysely, vault, wanted.requestId)
    if (email === undefined) return linkKeptBefore(kysely, { vault, wanted, expiresAt })
    const person = await findPersonByEmail(kysely, email)
    if (!person || !wanted.isFor(person)) return undefined
    const token = spell(vault.blindIndex(purpose, wanted.eventId))
    await insertOneTimeValue(kysely, {
      id: newId(),
      identifier: wanted.identify(token),
      personId: person.id,
      expiresAt,
      createdAt: ctx.now(),
    })
    return { person, token }
  })
}

const purpose = 'identity.mailedLink'

interface Kept {
  readonly vault: Vault
  readonly wanted: LinkWanted
  readonly expiresAt: Date
}

/** By whichever master key it was made. */
async function linkKeptBefore(
  kysely: IdentityJob['kysely'],
  { vault, wanted, expiresAt }: Kept,
): Promise<MailedLink | undefined> {
  const tokens = vault.blindIndexes(purpose, wanted.eventId).map(spell)
  const identifiers = tokens.map((token) => wanted.identify(token))
  const kept = await extendOneTimeValue(kysely, { identifiers, expiresAt })
  const token = tokens.find((one) => wanted.identify(one) === kept?.identifier)
  const person = kept && (await findPersonOrNobody(kysely, kept.personId))
  return token !== undefined && person && wanted.isFor(person) ? { person, token } : undefined
}

function spell(bytes: Buffer): string {
  return bytes.toString('base64url')
}
