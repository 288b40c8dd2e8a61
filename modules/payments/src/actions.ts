/** What the holder of a link to a subject may do, to its payments only. */
export const payerActions = ['payments.read', 'payments.pay'] as const
