import { operationsRoutes } from '@holdfast/operations/contract'
import { createApi } from '../../data/create-api.ts'

export const operationsContracts = { operations: operationsRoutes }

/** Every operation of operations. */
export const api = createApi(operationsContracts, {
  'operations.waitingAlready': {
    title: 'The same job waits already',
    text: 'It will be run soon. Discard this one.',
  },
  'operations.unknownJob': {
    title: 'This job no longer exists',
    text: 'This version of Holdfast does not know it any more. It can only be discarded.',
  },
  'operations.noMailbox': {
    title: 'There is no mailbox here',
    text: 'Mails go out by a mail server, so none are kept on this machine.',
  },
})
