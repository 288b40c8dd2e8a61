/** The provider can not be reached, is slow, or makes no sense: trying again later may help. */
export class ProviderDown extends Error {
  override readonly name = 'ProviderDown'
  readonly kind = 'transient'
}

/** The provider understood and will never do it. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal'
  readonly kind = 'permanent'
  /** Its own word for why. */
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`The provider refuses: ${reason}`, options)
    this.reason = reason
  }
}
