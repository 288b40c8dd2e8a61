import { bindJob, type BoundJob } from '@holdfast/kernel/module'
import { forgetMailsTo } from './customer/erase/forget-mails.ts'
import { rotateNextCustomers } from './customer/rotate/rotation-job.ts'
import { followDeposit } from './deposit/follow-deposit.ts'
import { followWonDispute } from './deposit/follow-dispute.ts'
import { expireIfRunOut } from './hold/expire-hold.ts'
import {
  cleanUp,
  expireHold,
  expireWaiting,
  followOfferedBooking,
  followDispute,
  followPayment,
  forgetMails,
  offerFreedTime,
  rotateKeys,
  sendBookingMail,
  sendGivenBackMail,
  sendLookupMail,
  sendOverpaidMail,
  sendReminder,
  sendWaitlistMail,
} from './jobs.ts'
import {
  mailAboutBooking,
  mailGivenBack,
  mailLookup,
  mailOverpaid,
  remindOfBooking,
} from './mails/mail-jobs.ts'
import { mailAboutWait } from './mails/send-waitlist-mail.ts'
import { cleanUpLinks } from './lookup/clean-up.ts'
import type { BookingsParts, JobsContext } from './parts.ts'
import { expireWait } from './waitlist/expire-wait.ts'
import { followOffer } from './waitlist/follow-offer.ts'
import { offerTo } from './waitlist/offer-freed-time.ts'

/** The jobs of bookings with what does them. */
export function bookingJobs(parts: BookingsParts): readonly BoundJob[] {
  return [
    bindJob(sendBookingMail, (ctx: JobsContext, input) => mailAboutBooking(ctx, input, parts)),
    bindJob(sendLookupMail, (ctx: JobsContext, input) => mailLookup(ctx, input, parts)),
    bindJob(sendOverpaidMail, (ctx: JobsContext, input) => mailOverpaid(ctx, input, parts)),
    bindJob(sendGivenBackMail, (ctx: JobsContext, input) => mailGivenBack(ctx, input, parts)),
    bindJob(sendReminder, (ctx: JobsContext, input) => remindOfBooking(ctx, input, parts)),
    bindJob(sendWaitlistMail, (ctx: JobsContext, input) => mailAboutWait(ctx, input, parts)),
    bindJob(offerFreedTime, (ctx: JobsContext, input) => offerTo(ctx, input, parts)),
    bindJob(followOfferedBooking, (ctx: JobsContext, { bookingId }) =>
      ctx.settle((tx) => followOffer(tx, { ...whose(ctx), bookingId })),
    ),
    bindJob(expireWaiting, (ctx: JobsContext, { entryId }) =>
      ctx.settle((tx) => expireWait(tx, { ...whose(ctx), entryId })),
    ),
    bindJob(forgetMails, (_: JobsContext, { trace }) => forgetMailsTo(trace, parts)),
    bindJob(rotateKeys, (ctx: JobsContext, input) => rotateNextCustomers(ctx, input, parts.vault)),
    bindJob(cleanUp, cleanUpLinks),
    bindJob(expireHold, (ctx: JobsContext, { bookingId }) =>
      ctx.settle((tx) => expireIfRunOut(tx, { ...whose(ctx), bookingId }, parts)),
    ),
    bindJob(followDispute, (ctx: JobsContext, { bookingId }) =>
      ctx.settle((tx) => followWonDispute(tx, { ...whose(ctx), bookingId }, parts)),
    ),
    bindJob(followPayment, (ctx: JobsContext, { bookingId }) =>
      ctx.settle((tx) =>
        followDeposit(tx, { ...whose(ctx), bookingId }, { ...parts, ids: ctx.ids, now: ctx.now() }),
      ),
    ),
  ]
}

function whose({ organisationId, now }: Pick<JobsContext, 'organisationId' | 'now'>) {
  return { organisationId, now: now() }
}
