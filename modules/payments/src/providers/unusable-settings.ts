/** What a provider was set up with can not work. The message says what to change and shows no key. */
export class UnusableSettings extends Error {
  override readonly name = 'UnusableSettings'
}
