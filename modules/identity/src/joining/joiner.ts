import type { Auth, BrowserHeaders, Cookies } from '../auth/auth.ts'
import { insertPerson, normalEmail, type NewPerson } from '../account/person-store.ts'
import { markEmailVerified, personsById } from '../members/persons.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'

/** What joining needs of the persons’ half. */
export type JoiningAuth = Pick<Auth, 'hashPassword' | 'startSession'>

/** Where the link stood that somebody joins by: in their mail, or on the screen of the machine. */
export type LinkFrom = 'mail' | 'screen'

/** Who is about to join: somebody who is signed in, or a person to be made. */
export type Joiner =
  | { readonly kind: 'signedIn'; readonly personId: string; readonly email: string }
  | { readonly kind: 'new'; readonly personId: string; readonly person: NewPerson }

interface Given {
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly password?: string | undefined
}

/**
 * With a password: a new person of that name and address. Without: the caller, who must be
 * signed in. Throws `identity.detailsNeeded`. Writes nothing: the password is hashed here, so
 * that no transaction waits for it. A printed link proves no address, only the machine.
 */
// oxlint-disable-next-line max-params -- who, with what, and by which link
export async function readJoiner(
  ctx: IdentityContext,
  auth: JoiningAuth,
  { email, name, password }: Given,
  linkFrom: LinkFrom,
): Promise<Joiner> {
  if (password === undefined) return signedInJoiner(ctx)
  if (name === undefined || email === undefined) throw problems.detailsNeeded()
  const passwordHash = await auth.hashPassword(password)
  const id = ctx.ids()
  const proven = { emailVerified: linkFrom === 'mail', vouched: linkFrom === 'screen' }
  const person = { id, name, email: normalEmail(email), passwordHash, createdAt: ctx.now() }
  return { kind: 'new', personId: id, person: { ...person, ...proven } }
}

async function signedInJoiner(ctx: IdentityContext): Promise<Joiner> {
  const personId = ctx.actor.id
  if (ctx.actor.kind !== 'person') throw problems.detailsNeeded()
  const person = (await personsById(ctx.kysely, [personId])).get(personId)
  if (!person) throw problems.detailsNeeded({ personId })
  return { kind: 'signedIn', personId, email: person.email }
}

/**
 * Makes the person in the transaction that makes them a member: never one without the other.
 * Throws `identity.signInFirst` when the address has an account already.
 */
export async function admit(
  tx: IdentityTransaction,
  joiner: Joiner,
  linkFrom: LinkFrom,
): Promise<void> {
  if (joiner.kind === 'signedIn') {
    return linkFrom === 'mail' ? markEmailVerified(tx.kysely, joiner.personId) : undefined
  }
  const isNew = await insertPerson(tx.kysely, joiner.person)
  if (!isNew) throw problems.signInFirst()
}

/**
 * Signs in a person who was just made. They belong to the organisation by now whatever happens
 * here, so a failure is told to us alone: they can sign in with their password.
 */
export async function beginSession(
  ctx: Pick<IdentityContext, 'log'>,
  auth: JoiningAuth,
  { joiner, headers }: { readonly joiner: Joiner; readonly headers: BrowserHeaders },
): Promise<Cookies> {
  if (joiner.kind === 'signedIn') return []
  try {
    const { cookies } = await auth.startSession(joiner.personId, headers)
    return cookies
  } catch (error) {
    ctx.log.warn({ personId: joiner.personId, error }, 'joined, but no session could be begun')
    return []
  }
}
