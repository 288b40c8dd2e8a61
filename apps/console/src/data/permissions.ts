import type { Me, RoleTable } from '@holdfast/identity/contract'

/** Whether somebody may do something, and if not, why and who can change it. */
export type Permission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string }

type Rights = Pick<Me, 'organisation' | 'actions'>

/** Judges by the rights that the server names; the words come from its role table, once loaded. */
export function permissionFor(action: string, me: Rights, table?: RoleTable): Permission {
  if (me.actions.includes(action)) return { allowed: true }
  if (me.organisation === undefined) return { allowed: false, reason: belongsNowhere }
  return { allowed: false, reason: `${whoMay(action, me, table)} ${whoGrants(me, table)}` }
}

const belongsNowhere = 'You belong to no business now. Ask an owner to invite you.'

function whoMay(action: string, { organisation }: Rights, table?: RoleTable): string {
  const own = table?.roles.find((one) => one.role === organisation?.role)?.title
  const able = table?.roles.filter((one) => one.actions.includes(action)).map((one) => one.title)
  if (own === undefined || able === undefined || able.length === 0) {
    return 'Your role does not include this.'
  }
  return `This is for ${listed(able.map(lowerPlural))}; you are ${withArticle(own)}.`
}

function whoGrants({ organisation }: Rights, table?: RoleTable): string {
  const role = organisation?.role
  const granting = table?.roles
    .filter((one) => role !== undefined && one.mayGive.includes(role))
    .map((one) => one.title.toLowerCase())
  const who = granting && granting.length > 0 ? listed(granting.map(withArticle), 'or') : 'an owner'
  return `Ask ${who} of your business for another role.`
}

/** `owners, admins and agents`. */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

function lowerPlural(title: string): string {
  return `${title.toLowerCase()}s`
}

/** `an owner`. */
export function withArticle(title: string): string {
  const word = title.toLowerCase()
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
