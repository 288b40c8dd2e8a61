/** What to tell a person about a failure: what happened, what it means, what to do. */
export interface FriendlyText {
  readonly title: string
  readonly text: string
}

/**
 * Texts by problem code (`bookings.slotTaken`), by status (`404`) or by kind (`offline`,
 * `network`, `network.unsure`, `timeout`, `timeout.unsure`, `limited`, `invalid-response`,
 * `invalid-response.keyed`, `invalid-response.unsure`, `aborted`, `unknown`). `unsure`: a write
 * without a key was sent, and may have been done. `keyed`: so may this one, but never twice.
 */
export type FriendlyTexts = Readonly<Record<string, FriendlyText>>

const nothingTwice = 'Try again; nothing is done twice.'

const defaultTexts = {
  400: {
    title: 'We could not read that',
    text: 'Something in the request was garbled. Reload the page and try again.',
  },
  401: { title: 'Please sign in', text: 'You are not signed in, or no longer. Sign in to go on.' },
  402: { title: 'Payment is needed', text: 'This goes on as soon as it is paid for.' },
  403: {
    title: 'You are not allowed to do this',
    text: 'Ask somebody who runs your organisation to give you the right.',
  },
  404: {
    title: 'We could not find that',
    text: 'It may have been removed, or the address has a typing error.',
  },
  405: { title: 'That is not possible here', text: 'Reload the page and try again.' },
  408: {
    title: 'Your connection was too slow',
    text: 'The request did not reach us in time. Try again.',
  },
  409: {
    title: 'Things changed meanwhile',
    text: 'Somebody was a moment faster. Reload to see how it stands now.',
  },
  410: { title: 'This is no longer available', text: 'Start again from the first step.' },
  412: {
    title: 'Things changed meanwhile',
    text: 'It is no longer as it was. Reload to see how it stands now.',
  },
  413: { title: 'That is more than we can take', text: 'Make it a little smaller and try again.' },
  414: { title: 'That is more than we can take', text: 'Make it a little shorter and try again.' },
  415: {
    title: 'We could not read that',
    text: 'It is of a kind that we do not know. Reload the page and try again.',
  },
  422: {
    title: 'Something needs another look',
    text: 'One of the answers is not quite right. It is marked below.',
  },
  425: { title: 'That was a moment too early', text: 'Try again.' },
  429: {
    title: 'A little too fast for us',
    text: 'There were many requests from here in a short time. It goes on in a moment.',
  },
  431: { title: 'We could not read that', text: 'Delete the cookies of this page and try again.' },
  460: {
    title: 'Something was lost on the way',
    text: 'What arrived is not what you sent. Try again.',
  },
  500: {
    title: 'Something went wrong on our side',
    text: 'It is not your fault. Try again in a moment.',
  },
  502: {
    title: 'We cannot be reached right now',
    text: 'It should pass quickly. Try again in a moment.',
  },
  503: {
    title: 'We are very busy',
    text: 'Our system cannot answer right now. It should pass quickly. Try again in a moment.',
  },
  504: {
    title: 'That took too long',
    text: 'Our system did not answer in time. Try again in a moment.',
  },
  offline: {
    title: 'You are offline',
    text: 'Connect this device to the internet and try again.',
  },
  network: {
    title: 'We could not be reached',
    text: `The connection broke on the way. Check it. ${nothingTwice}`,
  },
  'network.unsure': {
    title: 'The connection broke on the way',
    text: 'It may have reached us or not. Look how it stands before you try again.',
  },
  timeout: { title: 'No answer yet', text: `The connection is very slow. ${nothingTwice}` },
  'timeout.unsure': {
    title: 'No answer yet',
    text: 'It may have reached us or not. Look how it stands before you try again.',
  },
  limited: {
    title: 'A little too fast',
    text: 'There were many requests from here in a short time. It goes on in a moment.',
  },
  'invalid-response': {
    title: 'We could not read the answer',
    text: 'Our system answered in a way that this page does not know. Reload the page.',
  },
  'invalid-response.keyed': {
    title: 'We could not read the answer',
    text: `It may have been done. ${nothingTwice}`,
  },
  'invalid-response.unsure': {
    title: 'We could not read the answer',
    text: 'It may have been done. Look how it stands before you try again.',
  },
  aborted: { title: 'Stopped', text: 'You stopped this before it was answered.' },
  unknown: {
    title: 'That did not work',
    text: 'We did not expect this answer. Try again in a moment.',
  },
} as const satisfies FriendlyTexts

/** The first name that has a text: the app's own before ours, a code before its status. */
export function findFriendlyText(
  names: readonly (string | number)[],
  own: FriendlyTexts = {},
): FriendlyText {
  for (const name of names) {
    const text = textIn(own, name) ?? textIn(defaultTexts, name)
    if (text) return text
  }
  return own['unknown'] ?? defaultTexts.unknown
}

/** A code comes from the network: what every object inherits is not in the table. */
function textIn(texts: FriendlyTexts, name: string | number): FriendlyText | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}
