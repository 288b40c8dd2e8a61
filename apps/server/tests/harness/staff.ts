import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { createLocalMailbox } from '@holdfast/kernel/mail'
import { eventually } from '@holdfast/testing/eventually'
import { ask, type Answer, type Json } from './ask.ts'
import { ownerCredentials, type Session } from './owner.ts'
import type { Holdfast } from './start-holdfast.ts'

export interface Invited {
  readonly email: string
  readonly role: string
  readonly scope?: readonly string[]
}

/** Invites somebody and gives the token of the mail that they get. */
export async function inviteByMail(
  { baseUrl, dataFolder }: Pick<Holdfast, 'baseUrl' | 'dataFolder'>,
  headers: Session,
  body: Invited,
): Promise<string> {
  const mailbox = createLocalMailbox(join(dataFolder, 'mailbox'))
  const earlier = new Set((await mailbox.list()).map(({ id }) => id))
  const made = await ask(`${baseUrl}/api/v1/invitations`, { method: 'POST', headers, body })
  if (made.status !== 201) throw new Error(`not invited: ${made.text}`)
  return eventually(
    async () => {
      const mails = await mailbox.list()
      const mail = mails.find(({ id, to }) => to === body.email && !earlier.has(id))
      const token = /\/console\/invitation#token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
      if (token === undefined) throw new Error(`no invitation was mailed to ${body.email}`)
      return token
    },
    { withinMs: 15_000 },
  )
}

/** Accepts an invitation as somebody new. */
export function accept(baseUrl: string, token: string): Promise<Answer> {
  const { password } = ownerCredentials
  const body = { token, name: 'Rosa Agent', password }
  return ask(`${baseUrl}/api/v1/invitations/accept`, { method: 'POST', body })
}

/** Invites somebody who accepts, and gives the id of their membership. */
export async function joinByInvitation(
  holdfast: Pick<Holdfast, 'baseUrl' | 'dataFolder'>,
  owner: Session,
  given: Partial<Invited> = {},
): Promise<string> {
  const invited = { email: `${newId()}@example.com`, role: 'agent', ...given }
  const joined = await accept(holdfast.baseUrl, await inviteByMail(holdfast, owner, invited))
  if (joined.status !== 201) throw new Error(`not joined: ${joined.text}`)
  return memberId(holdfast.baseUrl, owner, invited.email)
}

export async function memberId(baseUrl: string, headers: Session, email: string): Promise<string> {
  const { json } = await ask(`${baseUrl}/api/v1/members`, { headers })
  const items = Object.values<Json>(json['items'] ?? {})
  return String(items.find((item) => String(item['email']) === email)?.['id'])
}
