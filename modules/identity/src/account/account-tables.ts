import type { ColumnType } from 'kysely'

type Defaulted<T> = ColumnType<T, T | undefined, T>

interface PersonRow {
  id: string
  name: string
  email: string
  email_verified: Defaulted<boolean>
  vouched: Defaulted<boolean>
  second_factor: Defaulted<boolean>
  created_at: Date
  updated_at: Date
}

interface AccountRow {
  id: string
  person_id: string
  provider_id: string
  account_id: string
  password: string | null
  created_at: Date
  updated_at: Date
}

interface SessionRow {
  id: string
  person_id: string
  token: string
  expires_at: Date
  last_used_at: Defaulted<Date>
  active_organisation_id: Defaulted<string | null>
  user_agent: string | null
  created_at: Date
  updated_at: Date
}

interface VerificationRow {
  id: string
  identifier: string
  value: string
  expires_at: Date
  created_at: Date
  updated_at: Date
}

interface SecondFactorRow {
  id: string
  person_id: string
  secret: string
  backup_codes: string
  verified: Defaulted<boolean>
  failed_count: Defaulted<number>
  locked_until: Defaulted<Date | null>
}

interface UsedCodeRow {
  person_id: string
  code_index: Buffer
  expires_at: Date
}

interface MailRequestRow {
  id: string
  kind: 'passwordReset' | 'emailVerification'
  email: Buffer
  created_at: Date
}

/** The tables of the schema `auth`, as Kysely sees them. */
export interface AccountTables {
  'auth.person': PersonRow
  'auth.account': AccountRow
  'auth.session': SessionRow
  'auth.verification': VerificationRow
  'auth.second_factor': SecondFactorRow
  'auth.used_code': UsedCodeRow
  'auth.mail_request': MailRequestRow
}
