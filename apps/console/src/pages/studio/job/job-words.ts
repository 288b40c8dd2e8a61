import type { FailureClass, Job, JobKind, JobStage, JobState } from '@holdfast/studio/contract'
import type { Tone } from '../../../ui/badge.tsx'

interface Words {
  readonly label: string
  readonly tone: Tone
  /** What it means, and what happens next. */
  readonly meaning: string
}

export const jobStateWords: Readonly<Record<JobState, Words>> = {
  queued: {
    label: 'Waiting its turn',
    tone: 'neutral',
    meaning: 'It begins as soon as there is room. Nothing is asked of you.',
  },
  running: {
    label: 'Being made',
    tone: 'info',
    meaning: 'You can leave this page: it goes on without you.',
  },
  completing: {
    label: 'Being put away',
    tone: 'info',
    meaning: 'It is made. In a moment it stands in the library.',
  },
  succeeded: { label: 'Done', tone: 'success', meaning: 'It is in the library.' },
  retry: {
    label: 'Tried again soon',
    tone: 'warning',
    meaning: 'The last try did not work. The next one begins by itself.',
  },
  cancelling: { label: 'Being cancelled', tone: 'neutral', meaning: 'It stops in a moment.' },
  cancelled: {
    label: 'Cancelled',
    tone: 'neutral',
    meaning: 'Nothing was made, and its credits were given back.',
  },
  failed: {
    label: 'Failed',
    tone: 'danger',
    meaning: 'It could not be made. Its credits were given back.',
  },
  dead: {
    label: 'Given up',
    tone: 'danger',
    meaning: 'It failed each time it was tried. Its credits were given back.',
  },
}

const over: ReadonlySet<JobState> = new Set(['succeeded', 'cancelled', 'failed', 'dead'])

/** Whether it stays as it is until somebody asks for something. */
export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return over.has(state)
}

export const stageWords: Readonly<Record<JobStage, string>> = {
  preparing: 'Getting the files',
  normalising: 'Bringing the clips to one size',
  composing: 'Putting the pieces together',
  audio: 'Mixing the sound',
  muxing: 'Joining picture and sound',
  pictures: 'Taking stills',
  verifying: 'Checking the result',
  drawing: 'Drawing',
  publishing: 'Putting it into the library',
}

export const kindWords: Readonly<Record<JobKind, string>> = {
  mix: 'Video',
  avatarUpload: 'Avatar from a picture',
  avatarGenerate: 'Drawn avatar',
}

export const failureWords: Readonly<Record<FailureClass, string>> = {
  invalid: 'What it was given can not be used. Trying again will not help.',
  refused: 'The engine will not make that. Ask for something else.',
  timeout: 'Trying again may help, and shorter or fewer clips do.',
  lost: 'Trying again may help: another machine makes it then.',
  full: 'There is no room left on the disk. Whoever runs the platform has been told.',
  unknown: 'Something went wrong that we did not foresee. Trying again may help.',
}

/** What it is doing, `Mixing the sound`, or how it stands where it does nothing. */
export function doingWords({ state, stage }: Pick<Job, 'state' | 'stage'>): string {
  if (state === 'running' && stage !== null) return stageWords[stage]
  return jobStateWords[state].label
}

/** `About 40 seconds left`, nothing while nobody can say. */
export function leftWords({ state, leftMs }: Pick<Job, 'state' | 'leftMs'>): string {
  if (leftMs === null || (state !== 'running' && state !== 'completing')) return ''
  const seconds = Math.ceil(leftMs / 1000)
  if (seconds <= 5) return 'A few seconds left'
  if (seconds < 55) return `About ${Math.ceil(seconds / 5) * 5} seconds left`
  const minutes = Math.round(seconds / 60)
  return minutes <= 1 ? 'About a minute left' : `About ${minutes} minutes left`
}

/** For the ear: how far it is in quarters, so that it is not said at each percent. */
export function spokenProgress(job: Pick<Job, 'state' | 'stage' | 'percent' | 'title'>): string {
  const { state, percent, title } = job
  if (state !== 'running') return `${title}: ${jobStateWords[state].label}.`
  const quarter = Math.floor(percent / 25) * 25
  return `${title}: ${doingWords(job)}${quarter === 0 ? '' : `, ${quarter} percent`}.`
}
