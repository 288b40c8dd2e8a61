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
  'identity.ownSecondFactor': {
    title: 'This is your own second factor',
    text: 'Turn it off in your account. That takes your password.',
  },
  'identity.belongsElsewhere': {
    title: 'This person belongs to another business too',
    text: 'Their second factor protects that business as well, so it can not be removed from here.',
  },
  'identity.secondFactorNotBegun': {
    title: 'This took too long',
    text: 'Begin again with your password to get a new secret for the app.',
  },
  'identity.unknownSession': {
    title: 'That session has ended already',
    text: 'There is nothing more to do.',
  },
  'identity.linkUsed': {
    title: 'This link no longer works',
    text: 'It was used already, or its time is over. Ask for a new one.',
  },
  'identity.detailsNeeded': {
    title: 'Something is missing',
    text: 'Enter your name, your e-mail address and a password.',
  },
  'identity.signInFirst': {
    title: 'There is an account for this address',
    text: 'Sign in with it here, and go on.',
  },
  'identity.otherPerson': {
    title: 'This invitation is for somebody else',
    text: 'You are signed in under another address. Sign out, then open the link of the mail again.',
  },
  'identity.alreadyInvited': {
    title: 'This address is invited already',
    text: 'This address is invited already. Find it below and send its invitation again.',
  },
  'identity.alreadyMember': {
    title: 'This person belongs to the business already',
    text: 'This person belongs to the business already. Change their role in the list.',
  },
  'identity.unknownInvitation': {
    title: 'This invitation is gone',
    text: 'It was accepted or withdrawn meanwhile.',
  },
  'identity.unknownMember': {
    title: 'This person no longer belongs to the business',
    text: 'Somebody removed them meanwhile, or they left.',
  },
  'identity.unknownApiKey': {
    title: 'This key is gone',
    text: 'Somebody revoked it meanwhile.',
  },
  'identity.roleAboveYours': {
    title: 'That role is above yours',
    text: 'You can give and take away no role above your own. Ask an owner.',
  },
  'identity.lastOwner': {
    title: 'The business needs an owner',
    text: 'Make somebody else owner first.',
  },
  'identity.actionNotYours': {
    title: 'The key would do more than you may',
    text: 'A key can do no more than its maker, and some things are for people alone.',
  },
  'identity.stationNotYours': {
    title: 'The key would reach more than you do',
    text: 'A key reaches no station that its maker does not reach.',
  },
}
