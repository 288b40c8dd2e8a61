import type { MailContent } from '@holdfast/kernel/mail'

/** What a mail says, before it has an address. The subject holds no personal data. */
export interface AccountMail {
  readonly subject: string
  readonly content: MailContent
}

export interface Letterhead {
  readonly businessName: string
  readonly name: string
}

/** The way to a new password, for whoever reads the person's mail. */
export function passwordResetMail({ businessName, name }: Letterhead, link: string): AccountMail {
  return {
    subject: 'Your link for a new password',
    content: {
      title: 'Choose a new password',
      paragraphs: [`Hello ${name},`, 'Somebody, hopefully you, asked for a new password.'],
      button: { label: 'Choose a new password', link },
      closing: [
        'The link works once, for 30 minutes. If you did not ask for it, there is nothing to do: your password stays as it is.',
      ],
      footer: footerOf(businessName),
    },
  }
}

/** Asks whether the address is theirs. */
export function emailVerificationMail(
  { businessName, name }: Letterhead,
  link: string,
): AccountMail {
  return {
    subject: 'Please confirm your address',
    content: {
      title: 'Is this your address?',
      paragraphs: [
        `Hello ${name},`,
        'Please confirm that it is yours: what we have to tell you about your account goes there.',
      ],
      button: { label: 'Yes, this is my address', link },
      closing: ['The link works for a day. If you know nothing of this, there is nothing to do.'],
      footer: footerOf(businessName),
    },
  }
}

/** What happened to an account, for the case that it was not its owner. */
const notices = {
  'person.passwordChanged': {
    subject: 'Your password was changed',
    title: 'Your password was changed',
    said: 'The password of your account was just changed, and every other session was ended.',
  },
  'person.passwordReset': {
    subject: 'You have a new password',
    title: 'You have a new password',
    said: 'A new password was just chosen for your account, by a mailed link. Every session was ended.',
  },
  'secondFactor.enabled': {
    subject: 'Your second factor is on',
    title: 'Your second factor is on',
    said: 'From now on your account asks for a code of your authenticator app.',
  },
  'secondFactor.codesRenewed': {
    subject: 'You have new backup codes',
    title: 'You have new backup codes',
    said: 'New backup codes were just made for your account. Those you had before open nothing any more.',
  },
  'secondFactor.reset': {
    subject: 'Your second factor was removed',
    title: 'Your second factor was removed',
    said: 'An owner or admin of the business removed it, so that you can sign in without your phone. You are signed out everywhere, and your password alone opens your account now. Please set up a second factor again.',
  },
  'secondFactor.disabled': {
    subject: 'Your second factor is off',
    title: 'Your second factor is off',
    said: 'From now on your password alone opens your account.',
  },
} as const

export type NoticeType = keyof typeof notices

export const noticeTypes = Object.keys(notices).filter(isNoticeType)

function isNoticeType(type: string): type is NoticeType {
  return Object.hasOwn(notices, type)
}

/** Tells a person what was done to their account. `link` leads to a new password. */
export function noticeMail(
  type: NoticeType,
  { businessName, name }: Letterhead,
  link: string,
): AccountMail {
  const { subject, title, said } = notices[type]
  return {
    subject,
    content: {
      title,
      paragraphs: [`Hello ${name},`, said],
      button: { label: 'This was not me', link },
      closing: ['If it was you, there is nothing to do.'],
      footer: footerOf(businessName),
    },
  }
}

function footerOf(businessName: string): readonly string[] {
  return [businessName, 'You get this mail because you have an account with us.']
}
