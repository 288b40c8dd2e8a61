import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with a payment. The codes are permanent. */
export const problems = defineProblems('payments', {
  wrongState: { status: 409, say: 'This payment can no longer change that way.' },
  notPayable: { status: 409, say: 'This payment is closed. Nothing was charged.' },
  alreadyPaid: { status: 409, say: 'This has been paid already. Nothing more was charged.' },
  unknownMethod: { status: 422, say: 'This way to pay is not offered here.' },
  providerUnavailable: {
    status: 503,
    say: 'The payment service does not answer right now. Nothing was charged; please try again.',
  },
  refundTooLarge: { status: 409, say: 'That is more than can still be given back.' },
  unknownPayment: { status: 404, say: 'There is no such payment.' },
  otherCurrency: { status: 422, say: 'That payment was made in another currency.' },
  sameVerifier: {
    status: 409,
    say: 'You have confirmed this amount already. Somebody else must confirm it as well.',
  },
  nothingToVerify: { status: 409, say: 'Nothing of this payment waits to be confirmed.' },
  insufficientCredits: { status: 402, say: 'There are not enough credits for this.' },
  unknownOperation: { status: 422, say: 'There is no price for this.' },
  holdDecided: { status: 409, say: 'The credits of this work were settled or released already.' },
  otherHold: { status: 409, say: 'Credits were set aside for this work, but for something else.' },
  unknownHold: { status: 404, say: 'No credits were set aside for such work.' },
  usedTooMuch: { status: 409, say: 'That is more than was set aside for this work.' },
  creditsRefundTooLarge: {
    status: 409,
    say: 'That is more than this work has cost and has not got back.',
  },
  unknownPack: { status: 404, say: 'There is no such pack of credits.' },
  pricesChanged: {
    status: 409,
    say: 'The prices have changed since you saw them. Nothing was charged; please look again.',
  },
  statementTooLong: {
    status: 422,
    say: 'These are more than 5,000 lines. Please choose one month.',
  },
  badWebhook: { status: 400, say: 'This message was not accepted.' },
})
