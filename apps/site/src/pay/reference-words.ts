/** What the reference is for: on money in the hand nobody writes. */
export function referenceWords(isCash: boolean): string {
  return isCash
    ? 'Name the reference when you hand the money over: by it we know what it is for.'
    : 'Write the reference on the payment, just as it is: by it we know that the money is yours.'
}
