import type { Role } from '../contract/roles.ts'

/** Who may do something, in words and by their roles. */
export interface ActionRow {
  readonly title: string
  readonly description: string
  /** Who may do it. Nobody else: what is not written here is refused. */
  readonly roles: readonly Role[]
  /** Never an API key's: with it a stolen key could make itself a second one or a friend. */
  readonly peopleOnly?: true
}
