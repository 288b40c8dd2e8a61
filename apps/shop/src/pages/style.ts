import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Style {
  /** With a hash of the text, so that browsers may keep it for ever. */
  readonly path: string
  readonly text: string
}

export function loadStyle(): Style {
  const text = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { path: `/assets/shop-${hash}.css`, text }
}
