/** Whatever shows payments is kept below this. */
export const paymentsKey = ['payments'] as const
