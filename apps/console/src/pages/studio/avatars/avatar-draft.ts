import type { AvatarEngine, AvatarSettings } from '@holdfast/studio/contract'
import type { Crop } from './crop.ts'

type FromPicture = Extract<AvatarSettings, { from: 'picture' }>
export type Shape = FromPicture['shape']
export type PictureStyle = FromPicture['style']

/** What somebody works on; what belongs to the other way of making one is kept as well. */
export interface AvatarDraft {
  readonly from: AvatarSettings['from']
  readonly engine: string
  readonly style: string
  readonly seed: string
  readonly prompt: string
  readonly assetId: string | undefined
  readonly crop: Crop | undefined
  readonly shape: Shape
  readonly pictureStyle: PictureStyle
  readonly background: string | undefined
  readonly size: number
}

export const firstDraft: AvatarDraft = {
  from: 'engine',
  engine: 'dicebear',
  style: '',
  seed: 'Ember & Oak',
  prompt: '',
  assetId: undefined,
  crop: undefined,
  shape: 'circle',
  pictureStyle: 'none',
  background: undefined,
  size: 512,
}

export const sizes = [128, 256, 512, 1024] as const

/** The engine that is chosen; the first one where it is not there any more. */
export function engineOf(
  { engine }: Pick<AvatarDraft, 'engine'>,
  engines: readonly AvatarEngine[],
): AvatarEngine | undefined {
  return engines.find(({ name }) => name === engine) ?? engines[0]
}

/** The style that is chosen; the engine's first one unless told. */
export function styleOf(
  { style }: Pick<AvatarDraft, 'style'>,
  { styles }: Pick<AvatarEngine, 'styles'>,
): AvatarEngine['styles'][number] | undefined {
  return styles.find(({ name }) => name === style) ?? styles[0]
}

type Asked =
  | { readonly settings: AvatarSettings; readonly missing?: never }
  | { readonly missing: string; readonly settings?: never }

/** What the service is asked for, or what is missing for that, in words. */
export function askOf(draft: AvatarDraft, engines: readonly AvatarEngine[]): Asked {
  return draft.from === 'picture' ? askOfPicture(draft) : askOfEngine(draft, engines)
}

function askOfPicture({
  assetId,
  crop,
  shape,
  pictureStyle,
  background,
  size,
}: AvatarDraft): Asked {
  if (assetId === undefined) return { missing: 'Choose a picture first.' }
  return {
    settings: {
      from: 'picture',
      assetId,
      shape,
      style: pictureStyle,
      size,
      ...(crop === undefined ? {} : { crop }),
      ...(background === undefined ? {} : { background }),
    },
  }
}

function askOfEngine(draft: AvatarDraft, engines: readonly AvatarEngine[]): Asked {
  const engine = engineOf(draft, engines)
  if (engine === undefined) return { missing: 'Nothing can draw avatars here.' }
  const prompt = draft.prompt.trim()
  const seed = draft.seed.trim()
  if (engine.reads && prompt === '') return { missing: 'Say what the picture should show.' }
  if (!engine.reads && seed === '') return { missing: 'Write something as a seed.' }
  const style = styleOf(draft, engine)
  return {
    settings: {
      from: 'engine',
      engine: engine.name,
      size: draft.size,
      ...(style === undefined ? {} : { style: style.name }),
      ...(engine.reads ? { prompt } : { seed }),
      ...(draft.background === undefined ? {} : { background: draft.background }),
    },
  }
}

/** Goes on from settings that somebody has kept. */
export function draftFrom(settings: AvatarSettings, before: AvatarDraft): AvatarDraft {
  const { background, size } = settings
  if (settings.from === 'picture') {
    const { assetId, crop, shape, style } = settings
    return {
      ...before,
      from: 'picture',
      assetId,
      crop,
      shape,
      pictureStyle: style,
      background,
      size,
    }
  }
  const { engine, style = '', seed = before.seed, prompt = before.prompt } = settings
  return { ...before, from: 'engine', engine, style, seed, prompt, background, size }
}
