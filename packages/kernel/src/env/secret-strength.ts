const shortest = 20
const fewestCharacters = 10

/** Words that a secret made by a person in a hurry contains. */
const testLooking =
  /change.?me|replace.?(me|this)|example|placeholder|insecure|develop|test|secret|password|default|dummy|sample|qwerty|letmein|admin|postgres|1234567|abcdefg/i

/**
 * Why production must not use a secret: known to everyone, made for a test, too short or too
 * regular. Undefined when nothing speaks against it. Of a URL the password alone is judged, by
 * what it says: its length is the business of whoever made it. The answer repeats nothing.
 */
export function secretWeakness(
  text: string,
  known: readonly (string | undefined)[] = [],
): string | undefined {
  if (known.includes(text)) return 'must not be the default or the example in production'
  const password = passwordIn(text)
  if (testLooking.test(password ?? text)) return 'looks like a test or default secret'
  if (password !== undefined) return undefined
  if (text.length < shortest) {
    return `is too short for a secret in production (${shortest} characters at least)`
  }
  if (new Set(text).size < fewestCharacters) return 'repeats too few different characters'
  return isRegular(text) ? 'is too regular for a secret' : undefined
}

/** The password of a connection URL; undefined when the text is no URL. */
function passwordIn(text: string): string | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? URL.parse(text) : undefined
  return url?.password
}

function isRegular(text: string): boolean {
  const repeats = (text + text).indexOf(text, 1) < text.length
  return repeats || countsUp(text)
}

/** More than half of the characters are neighbours of the one before, as in `lmnopq`. */
function countsUp(text: string): boolean {
  let steps = 0
  for (let at = 1; at < text.length; at++) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) === 1) steps++
  }
  return steps > text.length / 2
}
