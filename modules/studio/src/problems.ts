import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong in the studio. The codes are permanent. */
export const problems = defineProblems('studio', {
  unknownAsset: { status: 404, say: 'There is no such file in your library.' },
  unknownUpload: { status: 404, say: 'There is no such upload. Please begin it again.' },
  unknownProject: { status: 404, say: 'There is no such project.' },
  unknownPreset: { status: 404, say: 'There is no such preset.' },
  unknownJob: { status: 404, say: 'There is no such job.' },
  unknownShare: { status: 404, say: 'This link does not work, or does not work any more.' },
  unknownEngine: { status: 422, say: 'Nothing of that name can draw avatars here.' },
  unknownStyle: { status: 422, say: 'There is no such style.' },
  promptMissing: { status: 422, say: 'Please say what the picture should show.' },
  wrongKind: { status: 422, say: 'One of the files is not of the kind that is needed there.' },
  tooShort: {
    status: 422,
    say: 'The clips are too short for a video of that length. Add some, or make it shorter.',
  },
  changedMeanwhile: {
    status: 409,
    say: 'Somebody has changed this project meanwhile. Please look at it again.',
  },
  assetInUse: { status: 409, say: 'Something is being made of this file right now.' },
  wrongState: { status: 409, say: 'That is not possible with the job as it is now.' },
  tooManyJobs: {
    status: 409,
    say: 'You have as much waiting to be made as you may have. Please wait for some of it.',
  },
  tooManyPresets: { status: 409, say: 'You have as many presets as you may have. Delete one.' },
  quotaExceeded: { status: 409, say: 'Your room is full. Delete some files, or ask for more.' },
  tooManyUploads: { status: 409, say: 'Too many uploads are open. Please finish one first.' },
  notTaken: { status: 415, say: 'Files of this kind are not taken.' },
  notWhatItSays: {
    status: 422,
    say: 'The content of this file is of another kind than its name or its sender says.',
  },
  unreadable: { status: 422, say: 'This file is damaged or can not be read.' },
  notLookedAt: {
    status: 503,
    say: 'This file could not be looked at here. Please upload it again.',
  },
  tooComplex: { status: 422, say: 'This file is larger or longer than can be worked with.' },
  wrongOffset: { status: 409, say: 'The upload goes on at another place. Ask for its offset.' },
  wrongVersion: { status: 412, say: 'Please speak tus 1.0.0, and say so in Tus-Resumable.' },
  lengthMissing: { status: 422, say: 'Please say in Upload-Length how long the file is.' },
  unknownChecksum: { status: 400, say: 'Checksums are taken as sha1 or sha256, in Base64.' },
  checksumMismatch: { status: 460, say: 'This piece arrived damaged. Please send it again.' },
  takenOver: { status: 409, say: 'A newer request goes on with this upload.' },
  tooManyPieces: {
    status: 409,
    say: 'This upload came in too many small pieces. Please begin it again.',
  },
  uploadEnded: { status: 410, say: 'This upload has ended. Please begin it again.' },
})
