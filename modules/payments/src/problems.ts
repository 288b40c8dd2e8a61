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
  badWebhook: { status: 400, say: 'This message was not accepted.' },
})
