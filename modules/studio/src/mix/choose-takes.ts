import type { Random } from './random.ts'
import { share } from './share.ts'
import type { Take } from './takes.ts'

export interface TakesToChooseFrom {
  readonly pieces: number
  /** Of each clip: its takes, by slot. */
  readonly takes: readonly (readonly (readonly Take[])[])[]
  /** Else the pieces go through the clips in their order, again and again. */
  readonly isShuffled: boolean
}

/** The takes of one variant, in the order in which it shows them. */
export function chooseTakes(from: TakesToChooseFrom, random: Random): readonly Take[] {
  const { pieces, takes, isShuffled } = from
  const counts = countsOf(from, random)
  const chosen = takes.map((slots, clip) =>
    random
      .shuffled([...slots.keys()])
      .slice(0, counts[clip])
      .toSorted((a, b) => a - b)
      .flatMap((slot) => oneOf(slots[slot] ?? [], random)),
  )
  const rounds = Array.from({ length: pieces }, (_, round) =>
    chosen.flatMap((ofClip) => ofClip.slice(round, round + 1)),
  ).flat()
  return isShuffled ? apart(random.shuffled(rounds)) : rounds
}

/** Where there are more clips than pieces, a shuffled variant leaves out other ones each time. */
function countsOf({ pieces, takes, isShuffled }: TakesToChooseFrom, random: Random) {
  const slots = takes.map((ofClip) => ofClip.length)
  const clips = [...slots.keys()]
  const order = isShuffled && pieces < clips.length ? random.shuffled(clips) : clips
  const shares = share(
    pieces,
    order.map((clip) => slots[clip] ?? 0),
  )
  return clips.map((clip) => shares[order.indexOf(clip)] ?? 0)
}

function oneOf(takes: readonly Take[], random: Random): readonly Take[] {
  const at = random.below(takes.length)
  return takes.slice(at, at + 1)
}

/** The same clip does not follow itself, as far as one swap with a later piece helps. */
function apart(takes: readonly Take[]): readonly Take[] {
  const ordered = [...takes]
  for (const [index, take] of ordered.entries()) {
    if (index === 0 || ordered[index - 1]?.clip !== take.clip) continue
    const later = ordered.findIndex((other, at) => at > index && other.clip !== take.clip)
    const other = ordered[later]
    if (other) [ordered[index], ordered[later]] = [other, ordered[index] ?? take]
  }
  return ordered
}
