/** What a step has made: a file in the attempt's folder, and what is known of it. */
export interface StepResult<Facts> {
  readonly path: string
  readonly facts: Facts
}

export interface Step<Facts> {
  /** For people who look: `normalise`. */
  readonly name: string
  /** Of everything that the result depends on, the tool's version included: SHA-256 in hexadecimal. */
  readonly hash: string
  /** Where the result has to lie: a path in the attempt's folder. */
  readonly path: string
  /** Makes it there. */
  make(): Promise<Facts>
}

/** What steps have made, kept for a retry and for the next variant. Of one organisation. */
export interface Checkpoints {
  /**
   * The result of a step: what was kept under its hash, or what `make` makes now, which is kept
   * then. Steps of one process with one hash wait for the first. What is kept is checked against its
   * hash of bytes when it is used; a damaged one is made anew.
   */
  once<Facts>(step: Step<Facts>): Promise<StepResult<Facts>>
}
