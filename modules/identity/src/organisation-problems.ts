import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with organisations, their staff and their keys. The codes are permanent. */
export const organisationProblems = defineProblems('identity', {
  crossSite: { status: 403, say: 'This request did not come from a page of this service.' },
  linkUsed: { status: 410, say: 'This link has expired or was already used. Ask for a new one.' },
  detailsNeeded: { status: 422, say: 'Please give your name, your e-mail and a password.' },
  signInFirst: {
    status: 409,
    say: 'There is an account for this address already. Sign in, then open the link again.',
  },
  otherPerson: {
    status: 403,
    say: 'This invitation is for another address. Sign out, then open the link again.',
  },
  alreadyInvited: {
    status: 409,
    say: 'This address is invited already. Send the invitation again instead.',
  },
  alreadyMember: { status: 409, say: 'This person belongs to the business already.' },
  unknownInvitation: { status: 404, say: 'We do not know that invitation.' },
  unknownStation: { status: 422, say: 'The business has no such station.' },
  unknownMember: { status: 404, say: 'We do not know that member.' },
  unknownApiKey: { status: 404, say: 'We do not know that key.' },
  unknownOrganisation: { status: 404, say: 'You do not belong to that business.' },
  roleAboveYours: { status: 403, say: 'You can not give or take away a role above your own.' },
  ownSecondFactor: {
    status: 403,
    say: 'Turn off your own second factor in your account. That takes your password.',
  },
  belongsElsewhere: {
    status: 409,
    say: 'This person belongs to another business too. Their second factor is not yours to remove.',
  },
  roleWithoutScope: { status: 422, say: 'This role always reaches all stations.' },
  lastOwner: { status: 409, say: 'The business needs an owner. Make somebody else owner first.' },
  actionNotYours: {
    status: 403,
    say: 'A key can do no more than you may, and some actions are for people alone.',
  },
  stationNotYours: { status: 403, say: 'A key reaches no station that you do not reach.' },
})
