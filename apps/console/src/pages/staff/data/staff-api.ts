import { apiKeyRoutes, staffRoutes } from '@holdfast/identity/contract'
import { createApi } from '../../../data/create-api.ts'
import { texts } from '../../../data/texts.ts'

export const staffContracts = { identity: { ...staffRoutes, ...apiKeyRoutes } }

/** Every operation of who, and which machines, may act for a business. */
export const api = createApi(staffContracts, {
  ...texts,
  'identity.ownSecondFactor': {
    title: 'This is your own second factor',
    text: 'Turn it off in your account. That takes your password.',
  },
  'identity.belongsElsewhere': {
    title: 'This person belongs to another business too',
    text: 'Their second factor protects that business as well, so it can not be removed from here.',
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
  'identity.actionNotYours': {
    title: 'The key would do more than you may',
    text: 'A key can do no more than its maker, and some things are for people alone.',
  },
  'identity.stationNotYours': {
    title: 'The key would reach more than you do',
    text: 'A key reaches no station that its maker does not reach.',
  },
})
