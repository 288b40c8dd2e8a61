import type { FriendlyTexts } from '@holdfast/client'

/** What the console says where it knows more than a status: by problem code. */
export const texts: FriendlyTexts = {
  'bookings.wrongState': {
    title: 'This booking has changed meanwhile',
    text: 'It can no longer be changed that way. Close this to see how it stands now.',
  },
  'bookings.tooMany': {
    title: 'These are too many for one file',
    text: 'A file holds 5,000 bookings. Choose fewer days, such as one month, and try again.',
  },
  'identity.wrongCredentials': {
    title: 'That e-mail and password do not match',
    text: 'Check both. If your address is not confirmed yet, check your mail first.',
  },
  'identity.wrongCode': {
    title: 'That code is not right',
    text: 'That code is not right. Wait for the next one and try again.',
  },
  'identity.signInAgain': {
    title: 'This sign-in took too long',
    text: 'Start again with your password; a new code will be asked for.',
  },
  'identity.tooManyCodes': {
    title: 'Too many wrong codes',
    text: 'Wait a while, then start again with your password.',
  },
  'identity.wrongPassword': {
    title: 'That is not your password',
    text: 'That is not your password. Check it and try again.',
  },
  'identity.secondFactorOn': {
    title: 'Your second factor is on already',
    text: 'Turn it off first if you want to set it up with another app.',
  },
  'identity.secondFactorOff': {
    title: 'Your second factor is off',
    text: 'Somebody turned it off meanwhile. Set it up again to get backup codes.',
  },
  'identity.secondFactorNotBegun': {
    title: 'This took too long',
    text: 'Begin again with your password to get a new secret for the app.',
  },
  'identity.unknownSession': {
    title: 'That session has ended already',
    text: 'There is nothing more to do.',
  },
  'identity.lastOwner': {
    title: 'The business needs an owner',
    text: 'Make somebody else owner first.',
  },
}
