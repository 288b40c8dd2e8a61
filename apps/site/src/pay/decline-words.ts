const because: Readonly<Record<string, string>> = {
  insufficient_funds: 'there is not enough money on it',
  expired_card: 'it has expired',
  incorrect_cvc: 'the security code does not match',
  incorrect_number: 'the number is not right',
  lost_card: 'the bank does not allow it',
  stolen_card: 'the bank does not allow it',
  authentication_required: 'the bank could not make sure that it is you',
  payment_intent_authentication_failure: 'the bank could not make sure that it is you',
}

/** Why a try to pay failed, in words for whoever paid. */
export function declineWords(code: string): string {
  const reason = Object.hasOwn(because, code) ? because[code] : undefined
  return reason === undefined
    ? 'Your bank said no and does not tell us why. Nothing was charged.'
    : `Your bank did not accept it: ${reason}. Nothing was charged.`
}
