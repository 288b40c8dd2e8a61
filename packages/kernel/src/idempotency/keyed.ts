/** What a key belongs to. The same key in another scope is another key. */
export interface KeyScope {
  readonly organisationId: string
  readonly actorId: string
  readonly route: string
  readonly key: string
}

/** An answer as it goes over the wire. */
export interface StoredResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer with the ids of what it is about. */
export interface AnswerAbout extends StoredResponse {
  readonly subjects?: readonly string[]
}
