import { joiningRoutes, recoveryRoutes } from '@holdfast/identity/contract'
import { createApi } from '../../data/create-api.ts'
import { texts } from '../../data/texts.ts'

export const joiningContracts = { identity: { ...joiningRoutes, ...recoveryRoutes } }

/** Every operation of who comes in for the first time, or has lost the way in. */
export const api = createApi(joiningContracts, {
  ...texts,
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
})
