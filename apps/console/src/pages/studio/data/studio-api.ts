import { assetRoutes, avatarRoutes, jobRoutes, projectRoutes } from '@holdfast/studio/contract'
import { createApi } from '../../../data/create-api.ts'

export const studioContracts = {
  assets: assetRoutes,
  avatars: avatarRoutes,
  jobs: jobRoutes,
  projects: projectRoutes,
}

/** Every operation of the studio. Uploads go their own way, piece by piece. */
export const api = createApi(studioContracts, {
  'studio.unknownAsset': {
    title: 'This file is gone',
    text: 'Somebody deleted it meanwhile. Choose another one.',
  },
  'studio.assetInUse': {
    title: 'Something is being made of this file',
    text: 'Wait until it is done, or cancel the job. Then delete the file.',
  },
  'studio.changedMeanwhile': {
    title: 'Somebody else has changed this project',
    text: 'Nothing of yours is lost: choose which of the two goes on.',
  },
  'studio.wrongState': {
    title: 'The job has moved on meanwhile',
    text: 'The page shows how it stands now; try again from there.',
  },
  'studio.tooManyJobs': {
    title: 'You have as much waiting as you may have',
    text: 'Wait until some of it is done, or cancel what you no longer need.',
  },
  'studio.tooManyPresets': {
    title: 'You have as many presets as you may have',
    text: 'Delete one that you no longer use, then save this one.',
  },
  'studio.tooShort': {
    title: 'The clips are too short for that',
    text: 'Add another clip, or make the video shorter.',
  },
  'studio.promptMissing': {
    title: 'Say what the picture should show',
    text: 'A sentence is enough. The engine reads it and draws.',
  },
  'studio.unknownProject': {
    title: 'This project is gone',
    text: 'Somebody deleted it meanwhile. What was made of it is still in the library.',
  },
  'payments.insufficientCredits': {
    title: 'There are not enough credits for this',
    text: 'Nothing was started and nothing was charged. Buy credits, or make fewer at once.',
  },
})
