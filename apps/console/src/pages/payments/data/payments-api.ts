import { paymentRoutes } from '@holdfast/payments/contract'
import { createApi } from '../../../data/create-api.ts'

export const paymentContracts = { payments: paymentRoutes }

/** Every operation of payments. */
export const api = createApi(paymentContracts, {
  'payments.refundTooLarge': {
    title: 'That is more than can still be given back',
    text: 'Somebody gave back some of it meanwhile. Choose a smaller amount.',
  },
  'payments.sameVerifier': {
    title: 'You have confirmed this already',
    text: 'It is above the limit of your business: somebody else must confirm it as well.',
  },
  'payments.nothingToVerify': {
    title: 'Nothing waits to be confirmed any more',
    text: 'Somebody confirmed it meanwhile, or it was paid another way.',
  },
})
