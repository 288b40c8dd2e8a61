import type { Segment, Transition } from '@holdfast/studio/contract'
import { clockWords, secondsWords } from '../../parts/amounts.ts'
import type { Block } from './blocks.ts'

export const transitionWords: Readonly<Record<Transition, string>> = {
  cut: 'a cut',
  throughBlack: 'through black',
  throughWhite: 'through white',
}

/** What a piece shows, for the ear and on hover: from where, how long, and what is done to it. */
export function pieceWords({ segment, startMs }: Block, clipName: string): string {
  const { clip, fromMs, shownMs, transition } = segment
  return [
    `At ${clockWords(startMs)}: clip ${clip + 1}, ${clipName}, from ${clockWords(fromMs)}`,
    `shown for ${secondsWords(shownMs)}`,
    ...(startMs === 0 ? [] : [transition === 'cut' ? 'after a cut' : transitionWords[transition]]),
    ...changesOf(segment),
  ].join(', ')
}

/** `1.25×`, `mirrored` */
export function changesOf({ speed, isMirrored }: Segment): readonly string[] {
  return [
    ...(speed === 1 ? [] : [`${new Intl.NumberFormat().format(speed)}×`]),
    ...(isMirrored ? ['mirrored'] : []),
  ]
}
