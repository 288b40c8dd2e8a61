import type { Files } from '@holdfast/kernel/files'
import { PermanentError } from '@holdfast/kernel/jobs'
import sharp from 'sharp'
import type { MadeAsset, MadeFile, Maker, Making } from '../job/maker.ts'
import type { AvatarEngine } from './avatar-engine.ts'
import { avatarInput, type AvatarInput } from './avatar-input.ts'
import { renderPicture } from './render-picture.ts'

export interface AvatarMakerParts {
  readonly files: Pick<Files, 'read'>
  readonly engines: readonly AvatarEngine[]
}

const minuteMs = 60_000

/** What makes avatars: of a picture of the library, or by an engine. */
export function createAvatarMakers(parts: AvatarMakerParts): readonly [Maker, Maker] {
  return [
    {
      kind: 'avatarUpload',
      deadlineMs: 2 * minuteMs,
      stages: [
        ['preparing', 0.3],
        ['drawing', 0.6],
        ['publishing', 0.1],
      ],
      make: (making) => makeOfPicture(making, parts),
    },
    {
      kind: 'avatarGenerate',
      deadlineMs: 5 * minuteMs,
      stages: [
        ['drawing', 0.9],
        ['publishing', 0.1],
      ],
      make: (making) => makeByEngine(making, parts),
    },
  ]
}

async function makeOfPicture(
  making: Making,
  { files }: AvatarMakerParts,
): Promise<readonly MadeFile[]> {
  const input = avatarInput.parse(making.input)
  const { settings, pictureKey } = input
  if (settings.from !== 'picture' || pictureKey === undefined) {
    throw new PermanentError('an avatar of a picture was asked for without one')
  }
  making.report('preparing', 0)
  const picture = await bytesOf(files, pictureKey)
  making.report('drawing', 0)
  return [await keep(making, input, { png: await renderPicture(picture, settings) })]
}

async function makeByEngine(
  making: Making,
  { engines }: AvatarMakerParts,
): Promise<readonly MadeFile[]> {
  const input = avatarInput.parse(making.input)
  const { settings } = input
  if (settings.from !== 'engine') throw new PermanentError('no engine was asked for')
  const engine = engines.find(({ name }) => name === settings.engine)
  if (!engine) throw new PermanentError(`the engine ${settings.engine} is not here any more`)
  making.report('drawing', 0)
  const png = await engine.draw({
    style: settings.style,
    seed: settings.seed ?? '',
    prompt: settings.prompt,
    background: settings.background,
    size: settings.size,
    key: making.ctx.jobId,
    signal: making.signal,
  })
  const attribution = engine.styles.find(({ name }) => name === settings.style)?.attribution
  return [await keep(making, input, { png, label: engine.label, attribution })]
}

interface Drawn {
  readonly png: Uint8Array
  readonly label?: string
  readonly attribution?: string | undefined
}

async function keep(making: Making, input: AvatarInput, drawn: Drawn): Promise<MadeFile> {
  const path = `${making.folder}/avatar.png`
  const previewPath = `${making.folder}/preview.webp`
  const { size } = input.settings
  await sharp(drawn.png).png().toFile(path)
  await sharp(drawn.png).resize(Math.min(size, previewPixels)).webp().toFile(previewPath)
  making.report('drawing', 1)
  return { part: 'result', path, previewPath, asset: assetOf(input, drawn) }
}

const previewPixels = 480

function assetOf({ name, settings }: AvatarInput, { label, attribution }: Drawn): MadeAsset {
  return {
    kind: 'image',
    origin: 'avatar',
    name,
    contentType: 'image/png',
    width: settings.size,
    height: settings.size,
    ...(label === undefined ? {} : { label }),
    ...(attribution === undefined ? {} : { attribution }),
  }
}

/** A picture of the library: some megabytes at most, since it was made smaller when it came. */
async function bytesOf(files: Pick<Files, 'read'>, key: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.read(key)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
