/** A style in which an engine draws, and what its licence asks for. */
export interface AvatarStyle {
  readonly name: string
  readonly title: string
  readonly licence: string
  /** Whom to name where the avatar is shown; nobody when the licence asks for nothing. */
  readonly attribution: string | undefined
}

export interface AvatarWish {
  readonly style: string | undefined
  readonly seed: string
  readonly prompt: string | undefined
  /** `#rrggbb`. */
  readonly background: string | undefined
  /** Of a side, in pixels. */
  readonly size: number
  /** The same for each attempt at one avatar, so that nobody pays for it twice. */
  readonly key: string
  readonly signal: AbortSignal
}

/** Draws avatars: by rules, or by asking a service that does. */
export interface AvatarEngine {
  readonly name: string
  readonly title: string
  /** How it makes them, for people: `No AI model`. */
  readonly label: string
  /** It draws what a prompt says, and needs one. */
  readonly reads: boolean
  readonly styles: readonly AvatarStyle[]
  /**
   * A square PNG. Throws `EngineRefused` for what it will not draw, `PermanentError` and
   * `RateLimitedError`, and anything else for what may work the next time.
   */
  draw(wish: AvatarWish): Promise<Uint8Array>
}

/** An engine will not draw that, however often it is asked. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused'
}
