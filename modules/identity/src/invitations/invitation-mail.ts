import type { MailContent } from '@holdfast/kernel/mail'
import type { Role } from '../contract/roles.ts'
import { roleDescriptions } from '../roles/role-table.ts'
import type { Offer } from './offer.ts'

export interface InvitationMail {
  readonly subject: string
  readonly content: MailContent
}

export interface Letter extends Offer {
  readonly role: Role
  readonly link: string
}

/** Asks somebody to join: who invites, into which business, as what and where. The subject holds no personal data. */
export function invitationMail(letter: Letter): InvitationMail {
  const { organisation, invitedBy, role, link } = letter
  const { name } = organisation
  const { title, description } = roleDescriptions[role]
  return {
    subject: `You are invited to ${name}`,
    content: {
      title: `Join ${name}`,
      paragraphs: [
        invitedBy
          ? `${invitedBy.name} invites you to work with ${name} on Holdfast.`
          : `${name} invites you to work with them on Holdfast.`,
        'Choose a name and a password, and you are in.',
      ],
      facts: [
        { label: 'Business', value: name },
        { label: 'Your role', value: title },
        { label: 'What that is', value: description },
        { label: 'Your stations', value: stationsOf(letter) },
      ],
      button: { label: 'See the invitation', link },
      closing: [
        'The link works once, for 7 days. If you do not know who invites you, there is nothing to do.',
      ],
      footer: [name, 'You get this mail because somebody there typed your address.'],
    },
  }
}

function stationsOf({ stations }: Offer): string {
  return stations ? stations.map(({ name }) => name).join(', ') : 'All of them'
}

/** The address to mail. The token stands behind the `#`, which browsers never send or log. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/invitation#token=${token}`
}
