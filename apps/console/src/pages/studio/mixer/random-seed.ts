import { largestSeed } from '@holdfast/studio/contract'

/** Another seed, easy to read out: the same one gives the same edits again. */
export function randomSeed(): number {
  return Math.floor(Math.random() * Math.min(largestSeed, 999_999)) + 1
}
