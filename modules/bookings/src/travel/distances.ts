import type { Place } from '../contract.ts'

/** Who knows how far it is from one place to another. */
export interface Distances {
  /** Miles on the road, as good as it can say; undefined when it does not know a place. */
  milesBetween(from: Place, to: Place): Promise<number | undefined>
}
