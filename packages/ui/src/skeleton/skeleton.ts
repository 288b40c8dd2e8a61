/** Where it is used: `lines` of text, `cards` one below the other, `rows` of a table. */
export type SkeletonShape = 'lines' | 'cards' | 'rows' | 'tiles'

export interface SkeletonProps {
  readonly shape: SkeletonShape
  /** How many grey shapes stand there. */
  readonly count: number
  /** What is coming, for those who listen: "Loading the areas". */
  readonly label: string
  /** Says in words that it takes longer than usual. */
  readonly isSlow?: boolean
}

export const slowWords = 'This takes longer than usual. We keep trying for you.'

/** 0, 1, 2 …: one for each shape, to draw from. */
export function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
