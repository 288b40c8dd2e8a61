/** What is sent where no JSON is taken. */
export interface Sending {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array<ArrayBuffer>
}
