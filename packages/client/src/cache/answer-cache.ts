import type { Clock } from '../platform/platform.ts'
import type { CachedAnswer, CacheTier } from './cached-answer.ts'
import type { Channel } from './channel.ts'
import { createTagVersions } from './tag-versions.ts'

/** How long an answer is kept, and where. */
export interface Keeping {
  readonly key: string
  readonly tags: readonly string[]
  readonly ttlMs: number
  readonly staleMs: number
  readonly persist: boolean
}

export interface AnswerCache {
  /** What is kept for the call, fresh or stale; undefined when there is nothing. */
  find(
    keeping: Keeping,
  ): Promise<{ readonly answer: CachedAnswer; readonly isStale: boolean } | undefined>
  /** Taken before the service is asked, given back with its answer. */
  versionOf(tags: readonly string[]): string
  keep(keeping: Keeping, answer: { status: number; text: string; version: string }): Promise<void>
  /** What is under way now with these tags is not kept: a newer one is about to be asked for. */
  outdate(tags: readonly string[]): void
  /** Lets go of every answer with one of the tags, in all tabs. */
  invalidate(tags: readonly string[]): Promise<void>
  /** Lets go of everything, in all tabs, and of what is still under way. */
  forget(): Promise<void>
}

export interface CacheParts {
  readonly clock: Clock
  readonly memory: CacheTier
  readonly disk: CacheTier | undefined
  readonly channel: Channel | undefined
}

export function createAnswerCache({ clock, memory, disk, channel }: CacheParts): AnswerCache {
  const versions = createTagVersions()
  const tiersOf = ({ persist }: Keeping) => (persist && disk ? [memory, disk] : [memory])
  const everywhere = disk ? [memory, disk] : [memory]

  channel?.listen((message) => {
    if (message === 'forget') void dropAll()
    else void drop(message)
  })

  async function drop(tags: readonly string[]): Promise<void> {
    versions.raise(tags)
    await Promise.all(everywhere.map((tier) => tier.deleteTagged(tags)))
  }

  async function dropAll(): Promise<void> {
    versions.raiseAll()
    await Promise.all(everywhere.map((tier) => tier.clear()))
  }

  return {
    versionOf: versions.of,
    outdate: versions.raise,
    async find(keeping) {
      const nowMs = clock.now().getTime()
      const version = versions.of(keeping.tags)
      for (const tier of tiersOf(keeping)) {
        const answer = await tier.get(keeping.key)
        if (versions.of(keeping.tags) !== version) return undefined
        if (!answer || !isUsable(answer, keeping, nowMs)) continue
        if (tier !== memory) await memory.set(answer)
        return { answer, isStale: nowMs >= answer.freshUntilMs }
      }
      return undefined
    },
    async keep(keeping, { status, text, version }) {
      const { key, tags, ttlMs, staleMs } = keeping
      const freshUntilMs = clock.now().getTime() + ttlMs
      const answer = { key, tags, status, text, freshUntilMs, staleUntilMs: freshUntilMs + staleMs }
      for (const tier of tiersOf(keeping)) {
        if (versions.of(tags) === version) await tier.set(answer)
      }
    },
    async invalidate(tags) {
      if (tags.length === 0) return
      channel?.tell(tags)
      await drop(tags)
    },
    async forget() {
      channel?.tell('forget')
      await dropAll()
    },
  }
}

/** A clock that was set back must not keep an answer alive for longer than was meant. */
function isUsable(answer: CachedAnswer, { ttlMs, staleMs }: Keeping, nowMs: number): boolean {
  return nowMs < answer.staleUntilMs && answer.staleUntilMs - nowMs <= ttlMs + staleMs
}
