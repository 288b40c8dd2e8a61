import { Avatar, Style } from '@dicebear/core'
import { PermanentError } from '@holdfast/kernel/jobs'
import sharp from 'sharp'
import type { AvatarEngine } from '../../avatar/avatar-engine.ts'
import { offeredStyles, type OfferedStyle } from './offered-styles.ts'

/** Draws by rules, the same picture for the same style, seed and background, each time. */
export function createDicebearEngine(): AvatarEngine {
  const known = new Map(offeredStyles().map((style) => [style.name, style]))
  const parsed = new Map<string, Style>()

  /** Parsing a style takes longer than drawing with it. */
  function parsedStyle({ name, definition }: OfferedStyle): Style {
    const style = parsed.get(name) ?? new Style(definition)
    parsed.set(name, style)
    return style
  }

  return {
    name: 'dicebear',
    title: 'Drawn by rules',
    label: 'No AI model',
    reads: false,
    styles: [...known.values()].map(({ name, title, licence, attribution }) => ({
      name,
      title,
      licence,
      attribution,
    })),
    async draw({ style, seed, background, size }) {
      const chosen = known.get(style ?? '')
      if (!chosen) throw new PermanentError('there is no such style')
      const colour = background === undefined ? {} : { backgroundColor: [background.slice(1)] }
      const svg = new Avatar(parsedStyle(chosen), { seed, size, ...colour }).toString()
      return sharp(Buffer.from(svg)).resize(size, size).png().toBuffer()
    },
  }
}
