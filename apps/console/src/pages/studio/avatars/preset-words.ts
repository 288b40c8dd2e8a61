import type { AvatarEngine, AvatarSettings, Preset } from '@holdfast/studio/contract'

/** What a preset makes: `Shapes, 512 pixels`, `From a picture, 256 pixels`. */
export function presetWords(settings: AvatarSettings, engines: readonly AvatarEngine[]): string {
  const size = `${settings.size} pixels`
  if (settings.from === 'picture') return `From a picture, ${size}`
  const engine = engines.find(({ name }) => name === settings.engine)
  const style = engine?.styles.find(({ name }) => name === settings.style)
  return `${style?.title ?? engine?.title ?? settings.engine}, ${size}`
}

/** Whether there is one of this name, which would be replaced. */
export function isTaken(name: string, presets: readonly Pick<Preset, 'name'>[]): boolean {
  return presets.some((preset) => preset.name === name.trim())
}
