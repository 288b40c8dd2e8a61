import { createRequire } from 'node:module'
import type { StyleDefinition } from '@dicebear/core'
import type { AvatarStyle } from '../../avatar/avatar-engine.ts'

/**
 * The styles that are offered. Each stands here by name, so that a new version of the library brings
 * no style whose licence nobody has read.
 */
const offered = [
  'shapes',
  'glass',
  'rings',
  'marbles',
  'waves',
  'blobs',
  'triangles',
  'identicon',
  'initials',
  'thumbs',
  'pixel-art',
  'lorelei',
  'notionists',
  'open-peeps',
  'adventurer',
  'micah',
  'personas',
  'fun-emoji',
] as const

/** What may be used in a business, and whether its maker has to be named. */
const licences: Readonly<Record<string, { readonly namesMaker: boolean }>> = {
  'CC0 1.0': { namesMaker: false },
  'CC BY 4.0': { namesMaker: true },
}

export interface OfferedStyle extends AvatarStyle {
  readonly definition: StyleDefinition
}

/** Throws for a style whose licence is not one that was read. */
export function offeredStyles(): readonly OfferedStyle[] {
  return offered.map(offerOf)
}

function offerOf(name: string): OfferedStyle {
  const definition: StyleDefinition = require(`@dicebear/styles/${name}.json`)
  const { license, creator, source } = definition.meta ?? {}
  const terms = licences[license?.name ?? '']
  if (!terms) throw new Error(`The licence of the style ${name} is not known: ${license?.name}`)
  const maker = creator?.name
  if (terms.namesMaker && maker === undefined) throw new Error(`Nobody knows who made ${name}`)
  return {
    name,
    title: titleOf(name),
    licence: license?.name ?? '',
    attribution: terms.namesMaker
      ? `“${source?.name ?? name}” by ${maker}, ${license?.name}`
      : undefined,
    definition,
  }
}

/** `pixel-art` is Pixel art. */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const require = createRequire(import.meta.url)
