const prefix = 'key:'
const pattern = /^key:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** What an API key is called where it acts: in events, limits and logs. */
export function keyActorId(keyId: string): string {
  return prefix + keyId
}

/** The id of the key that such an actor is; undefined for any other actor. */
export function keyIdOf(actorId: string): string | undefined {
  return pattern.exec(actorId)?.[1]
}
