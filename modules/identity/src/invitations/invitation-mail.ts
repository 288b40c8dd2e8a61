import type { MailContent } from '@holdfast/kernel/mail'
import type { Role } from '../contract/roles.ts'
import { roleDescriptions } from '../roles/role-table.ts'

export interface InvitationMail {
  readonly subject: string
  readonly content: MailContent
}

export interface Offer {
  readonly organisationName: string
  readonly role: Role
  readonly link: string
}

/** Asks somebody to join. The subject holds no personal data. */
export function invitationMail({ organisationName, role, link }: Offer): InvitationMail {
  const { title, description } = roleDescriptions[role]
  return {
    subject: `You are invited to ${organisationName}`,
    content: {
      title: `Join ${organisationName}`,
      paragraphs: [
        `${organisationName} invites you to work with them on Holdfast.`,
        'Choose a name and a password behind this button, and you are in.',
      ],
      facts: [
        { label: 'Your role', value: title },
        { label: 'What that is', value: description },
      ],
      button: { label: 'See the invitation', link },
      closing: [
        'The link works once, for 7 days. If you do not know who invites you, there is nothing to do.',
      ],
      footer: [organisationName, 'You get this mail because somebody there typed your address.'],
    },
  }
}

/** The address to mail. The token stands behind the `#`, which browsers never send or log. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/invitation#token=${token}`
}
