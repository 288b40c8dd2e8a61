import type { ColumnType } from 'kysely'
import type { Role } from '../contract/roles.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
type Maybe<T> = Defaulted<T | null>

interface OrganisationRow {
  id: string
  name: string
  created_at: Date
  version: Defaulted<number>
}

interface MemberRow {
  id: string
  organisation_id: string
  person_id: string
  role: Role
  scope: Maybe<string[]>
  joined_at: Date
  last_seen_at: Maybe<Date>
  version: Defaulted<number>
}

interface InvitationRow {
  id: string
  organisation_id: string
  email_index: Buffer
  email: Buffer
  role: Role
  scope: Maybe<string[]>
  token_hash: Buffer
  invited_by: string
  created_at: Date
  sends: Defaulted<number>
  sent_at: Date
  expires_at: Date
  accepted_at: Maybe<Date>
  accepted_by: Maybe<string>
  withdrawn_at: Maybe<Date>
}

interface ApiKeyRow {
  id: string
  organisation_id: string
  name: string
  token_hash: Buffer
  hint: string
  actions: string[]
  scope: Maybe<string[]>
  created_by: string
  created_by_member: string
  created_at: Date
  expires_at: Maybe<Date>
  rotated_at: Maybe<Date>
  previous_hash: Maybe<Buffer>
  previous_until: Maybe<Date>
  last_used_at: Maybe<Date>
  revoked_at: Maybe<Date>
}

interface OwnerLinkRow {
  id: string
  organisation_id: string
  token_hash: Buffer
  created_at: Date
  expires_at: Date
  used_at: Maybe<Date>
  used_by: Maybe<string>
}

/** The tables of the schema `identity`, as Kysely sees them. */
export interface OrganisationTables {
  'identity.organisation': OrganisationRow
  'identity.member': MemberRow
  'identity.invitation': InvitationRow
  'identity.api_key': ApiKeyRow
  'identity.owner_link': OwnerLinkRow
}
