import type { MixProject, MixSettings } from '@holdfast/studio/contract'

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
export function newSettings(clipIds: readonly string[], seed: number): MixSettings {
  return { ...usual, texts: [], seed, clips: clipIds.map((assetId) => ({ assetId })) }
}

/** Whether two are the same to whoever reads them. */
export function isSame(one: MixDraft, other: MixDraft): boolean {
  return canonical(one) === canonical(other)
}

/** The service takes the spaces away at the ends of a name and of a text. */
function canonical({ name, settings }: MixDraft): string {
  const texts = settings.texts.map((one) => ({ ...one, text: one.text.trim() }))
  return JSON.stringify([name.trim(), { ...settings, texts }], (_, value: unknown) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
  )
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
  if (settings.texts.some(({ text }) => text.trim() === '')) {
    return 'Write something into each text, or remove it.'
  }
  const isTurned = settings.clips.some(
    ({ fromMs = 0, toMs }) => toMs !== undefined && toMs <= fromMs,
  )
  if (isTurned) return 'A clip ends before it begins. Look at what is used of each.'
  return undefined
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
