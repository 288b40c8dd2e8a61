import { mixLimits, type MixProject, type MixSettings } from '@holdfast/studio/contract'

/** What somebody works on: the part of a project that can be changed. */
export interface MixDraft {
  readonly name: string
  readonly settings: MixSettings
}

const usual = {
  clipVolume: 0.6,
  texts: [],
  aspect: '9:16',
  targetMs: 15_000,
  variants: 4,
  vary: { order: true, starts: true, transitions: true, speed: false, mirror: false },
  quality: 'standard',
} as const satisfies Partial<MixSettings>

/** What stands in a project before anybody has chosen more than clips. */
export function newSettings(
  clipIds: readonly string[],
  seed: number,
  targetMs: number = usual.targetMs,
): MixSettings {
  return { ...usual, targetMs, texts: [], seed, clips: clipIds.map((assetId) => ({ assetId })) }
}

/** How long the first videos are: in whole seconds, and short enough for the clips to be cut anew. */
export function firstLength(clips: readonly { readonly durationMs: number | null }[]): number {
  const allMs = clips.reduce((sum, { durationMs }) => sum + (durationMs ?? usual.targetMs), 0)
  const someMs = Math.floor((allMs * 0.7) / 1000) * 1000
  return Math.min(usual.targetMs, Math.max(mixLimits.minMs, someMs))
}

/** Whether two are the same to whoever reads them. */
export function isSame(one: MixDraft, other: MixDraft): boolean {
  return canonical(one) === canonical(other)
}

function canonical(draft: MixDraft): string {
  const { name, settings } = tidy(draft)
  return JSON.stringify([name, settings], (_, value: unknown) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
  )
}

/** As it is sent: without spaces at the ends of a text, and without texts that say nothing yet. */
export function tidy({ name, settings }: MixDraft): MixDraft {
  const texts = settings.texts.map((one) => ({ ...one, text: one.text.trim() }))
  return {
    name: name.trim(),
    settings: { ...settings, texts: texts.filter(({ text }) => text !== '') },
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}

/** Why it can not be saved as it is; undefined when it can. */
export function whatIsMissing({ name, settings }: MixDraft): string | undefined {
  if (name.trim() === '') return 'Give the project a name.'
  if (settings.clips.length === 0) return 'Choose at least one clip.'
  const turned = settings.clips.findIndex(isTurned)
  if (turned !== -1) return `Clip ${turned + 1} ends before it begins.`
  return undefined
}

/** Whether it ends before it begins. */
export function isTurned({ fromMs = 0, toMs }: Part): boolean {
  return toMs !== undefined && toMs <= fromMs
}

interface Part {
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

/** The clips with one of them moved by a place or two; as they were where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return items
  const others = items.toSpliced(from, 1)
  return others.toSpliced(to, 0, item)
}

export function draftOf({ name, settings }: MixProject): MixDraft {
  return { name, settings }
}
