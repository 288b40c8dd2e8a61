import type { MixSettings } from '../contract.ts'
import type { Random } from './random.ts'

/** A moment of a clip, and how it is shown. */
export interface Take {
  readonly clip: number
  /** Which of the pieces that lie side by side in the clip. Of one slot a video shows one take. */
  readonly slot: number
  /** In frames of the mix, from where the clip may be used; whole only when it was not drawn. */
  readonly start: number
  readonly speed: number
  readonly isMirrored: boolean
}

export interface TakeWishes {
  readonly clip: number
  /** In frames of the mix. */
  readonly usable: number
  readonly longest: number
  /** How many of them a video shows. */
  readonly shown: number
  readonly vary: MixSettings['vary']
}

const speeds = [1, 0.8, 0.9, 1.1, 1.25] as const

/**
 * What the variants choose from, of one clip: by the slots in which they lie. It does not depend on
 * the variant and is about twice what one video shows, so that many variants show the same takes,
 * each its own choice of them, and no take has to be made for one variant alone.
 */
export function drawTakes(wishes: TakeWishes, random: Random): readonly (readonly Take[])[] {
  const { usable, longest, shown, vary } = wishes
  const slots = Math.floor(usable / longest)
  const every = Array.from({ length: slots }, (_, slot) => slot)
  const chosen = vary.starts
    ? random
        .shuffled(every)
        .slice(0, shown * 2)
        .toSorted((a, b) => a - b)
    : evenly(every, shown)
  const differ = vary.starts || vary.speed || vary.mirror
  const perSlot = differ && chosen.length < shown * 2 ? 2 : 1
  return chosen.map((slot) =>
    Array.from({ length: perSlot }, () => drawTake({ ...wishes, slot, slots }, random)),
  )
}

function drawTake(
  { clip, usable, longest, vary, slot, slots }: TakeWishes & { slot: number; slots: number },
  random: Random,
): Take {
  const room = usable / slots
  const possible = speeds.filter((speed) => longest * speed <= room)
  const speed = vary.speed ? random.pick([1, ...possible]) : 1
  const spare = Math.max(0, room - longest * speed)
  // In steps of a thousandth: no start is the same as another by rounding alone.
  const into = vary.starts ? (spare * random.below(1001)) / 1000 : 0
  const isMirrored = vary.mirror && random.below(2) === 1
  return { clip, slot, start: slot * room + into, speed, isMirrored }
}

function evenly<T>(items: readonly T[], count: number): readonly T[] {
  return items.filter(
    (_, index) =>
      Math.floor((index * count) / items.length) !==
      Math.floor(((index - 1) * count) / items.length),
  )
}
