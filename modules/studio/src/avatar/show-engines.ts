import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { answer } from '@holdfast/kernel/module'
import type { avatarRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import type { AvatarEngine } from './avatar-engine.ts'

type Routes = typeof avatarRoutes
interface Parts {
  readonly engines: readonly AvatarEngine[]
}

/** What can draw avatars here, in the order in which it is offered. */
export async function listAvatarEngines(
  ctx: StudioContext,
  _input: unknown,
  { engines }: Parts,
): Promise<RouteOutput<Routes['listAvatarEngines']>> {
  ctx.permit('studio.read')
  return { items: engines.map(engineOnWire) }
}

function engineOnWire({ name, title, label, reads, styles }: AvatarEngine) {
  return {
    name,
    title,
    label,
    reads,
    styles: styles.map(({ attribution, ...style }) => ({
      ...style,
      attribution: attribution ?? null,
    })),
  }
}

const previewPixels = 160

/**
 * A small look at what would be drawn. Only of engines that draw by rules: it costs nothing. The
 * same address shows the same picture, always. Throws `studio.unknownStyle`.
 */
export async function previewAvatar(
  ctx: StudioContext,
  { query: { style, seed, background } }: Pick<RouteInput<Routes['previewAvatar']>, 'query'>,
  { engines }: Parts,
) {
  ctx.permit('studio.read')
  const engine = engines.find(
    ({ reads, styles }) => !reads && styles.some(({ name }) => name === style),
  )
  if (!engine) throw problems.unknownStyle({ style })
  const png = await engine.draw({
    style,
    seed,
    background,
    prompt: undefined,
    size: previewPixels,
    key: 'preview',
    signal: AbortSignal.timeout(previewDeadlineMs),
  })
  return answer(200, png, { 'cache-control': 'private, max-age=86400' })
}

const previewDeadlineMs = 5_000
