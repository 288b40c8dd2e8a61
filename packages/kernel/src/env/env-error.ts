/** The environment can not be used. The message names every fault, one a line, and no value. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? 'One variable' : `${faults.length} variables`
    super(
      [`${count} of the environment can not be used:`, ...faults.map((fault) => `  ${fault}`)].join(
        '\n',
      ),
    )
    this.faults = faults
  }
}
