import { writeStream } from '../adapters/attempt-files/attempt-files.ts'
import type { Making } from '../job/maker.ts'
import type { MediaInput, MediaTools } from '../media/media-tools.ts'
import type { StudioParts } from '../parts.ts'
import { planFilm } from './film-plan.ts'
import { millisecondsOf } from './frames.ts'
import type { MixInput, MixSource } from './mix-input.ts'
import type { Clip, MixWork } from './mix-work.ts'
import { placeText } from './place-text.ts'
import { secondsOfMs } from './seconds.ts'

export interface WorkParts {
  readonly input: MixInput
  readonly files: Pick<StudioParts['files'], 'read'>
  readonly tools: MediaTools
}

/** What a mix needs is brought when a step asks for it: what was made before asks for nothing. */
export function openMixWork(making: Making, { input, files, tools }: WorkParts): MixWork {
  const { folder, signal, checkpoints } = making
  const plan = planFilm(input)

  async function bring(source: MixSource, name: string): Promise<MediaInput> {
    const path = `${folder}/${name}`
    const { sha256 } = await writeStream(path, await files.read(source.key), signal)
    if (sha256 !== source.sha256) throw new Error(`A file of the library is damaged: ${source.key}`)
    return { demuxer: source.demuxer, path }
  }

  async function bringClip(source: MixSource, name: string): Promise<Clip> {
    const { isHighRange, isLarge } = source
    const input = await bring(source, name)
    return { input, isHighRange: tools.canMapTones && isHighRange, isLarge }
  }

  async function bringSong(): Promise<MediaInput | undefined> {
    if (!input.song || input.song.volume === 0) return undefined
    const { source, fromMs } = input.song
    const brought = await bring(source, 'song.source')
    // A song that is too short is heard again, from the same moment.
    const enough = source.durationMs - fromMs >= millisecondsOf(plan.frames)
    const options = [...(enough ? [] : ['-stream_loop', '-1']), '-ss', secondsOfMs(fromMs)]
    return { ...brought, options }
  }

  return {
    input,
    plan,
    tools,
    checkpoints,
    folder,
    clip: onceEach((index) => {
      const source = input.clips[index]
      if (!source) throw new Error(`There is no clip ${index}`)
      return bringClip(source, `clip-${index}.source`)
    }),
    song: bringSong,
    text: onceEach((index) => {
      const text = input.texts[index]
      if (!text) throw new Error(`There is no text ${index}`)
      return placeText(text, plan.look, `${folder}/text-${index}.png`)
    }),
  }
}

function onceEach<T>(make: (index: number) => Promise<T>): (index: number) => Promise<T> {
  const made = new Map<number, Promise<T>>()
  return (index) => {
    const making = made.get(index) ?? make(index)
    made.set(index, making)
    return making
  }
}
