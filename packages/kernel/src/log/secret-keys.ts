// Anywhere in a name once its separators are gone: `userAccessToken`, `x-api-key`, `CREDIT_CARD`.
const secretParts =
  /passw|passphrase|passcode|secret|token|authorization|cookie|credential|apikey|accesskey|privatekey|signingkey|encryptionkey|masterkey|datakey|jwt|bearer|cardnumber|creditcard|debitcard|ccnumber|cvv|cvc|iban|accountnumber|routingnumber|sortcode|taxid|passport|sessionid|connectionstring|email|phone|whatsapp|birth|firstname|lastname|fullname|surname/

// Too short to be looked for inside other words: `pin` is a secret, `opinion` is not.
const secretWords = new Set([
  'card',
  'cards',
  'pan',
  'pin',
  'otp',
  'pwd',
  'pass',
  'ssn',
  'dob',
  'mobile',
])
const secretNames = new Set(['auth', 'sid', 'dsn', 'tel', 'sig', 'signature'])

/** Names that contain a secret word but hold a quantity: `tokenCount`, `maxTokens`, `cookieBytes`. */
const quantities = /(?:tokens|count|total|sent|bytes|length|size|ms|seconds|limit|used|remaining)$/

const known = new Map<string, boolean>()
const maxKnown = 2_000

/**
 * Whether a field of that name holds a secret or personal data, whatever its spelling:
 * camelCase, snake_case, kebab-case or shouting.
 */
export function isSecretKey(key: string): boolean {
  const remembered = known.get(key)
  if (remembered !== undefined) return remembered
  const secret = judge(key)
  if (known.size < maxKnown && key.length <= 100) known.set(key, secret)
  return secret
}

/** Whether the field counts something, so that a number in it is harmless. */
export function isQuantityKey(key: string): boolean {
  return quantities.test(key.toLowerCase())
}

function judge(key: string): boolean {
  const name = key.slice(0, 200)
  const joined = name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  if (secretParts.test(joined) || secretNames.has(joined)) return true
  return wordsOf(name).some((word) => secretWords.has(word))
}

function wordsOf(name: string): string[] {
  const spaced = name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
  return spaced.toLowerCase().split(/[^\p{L}\p{N}]+/u)
}
