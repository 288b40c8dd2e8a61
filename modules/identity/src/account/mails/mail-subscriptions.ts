import type { Event, Subscription, SubscriptionTransaction } from '@holdfast/kernel/events'
import { sendLinkMail, sendNotice, type LinkMailKind } from '../../jobs.ts'
import { noticeTypes } from './account-mails.ts'

/**
 * Which mail about an account follows from which event. They only leave a job: a mail server that
 * hangs must hold up nobody who reads events.
 */
export function accountMailSubscriptions(): readonly Subscription[] {
  return [
    linkMailAfter('identity.password-reset-mail', 'passwordReset'),
    linkMailAfter('identity.email-verification-mail', 'emailVerification'),
    {
      name: 'identity.account-notice-mail',
      types: noticeTypes,
      handle: async (event, tx) => void (await enqueueNotice(event, tx)),
    },
  ]
}

function linkMailAfter(name: string, kind: LinkMailKind): Subscription {
  return {
    name,
    types: [`${kind}.requested`],
    async handle({ id, data }, tx) {
      await tx.enqueue(sendLinkMail, { kind, eventId: id, requestId: String(data['requestId']) })
    },
  }
}

async function enqueueNotice({ id, type, data }: Event, tx: SubscriptionTransaction) {
  const notice = noticeTypes.find((one) => one === type)
  if (!notice) return
  await tx.enqueue(sendNotice, { notice, eventId: id, personId: String(data['personId']) })
}
