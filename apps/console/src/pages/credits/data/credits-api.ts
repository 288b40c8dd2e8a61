import { creditRoutes, paymentRoutes } from '@holdfast/payments/contract'
import { createApi } from '../../../data/create-api.ts'

const { showPayment, startAttempt } = paymentRoutes

export const creditContracts = { credits: creditRoutes, paying: { showPayment, startAttempt } }

/** Every operation of credits, and what pays for them. */
export const api = createApi(creditContracts, {
  'payments.insufficientCredits': {
    title: 'There are not that many',
    text: 'Credits that are set aside for work can not be taken away.',
  },
  'payments.pricesChanged': {
    title: 'The prices have changed',
    text: 'Nothing was charged. Look at the new ones, and choose again.',
  },
  'payments.statementTooLong': {
    title: 'That is too long for one file',
    text: 'It has more than 5,000 lines. Save one month at a time by the API.',
  },
})
