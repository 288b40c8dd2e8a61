import type { Contestant, Limits } from './contestant.ts'
import { bare, bareChecked } from './contestants/bare.ts'
import { fastify, fastifyMemory } from './contestants/fastify.ts'
import { union, unionMemory } from './contestants/flexible.ts'
import { holdfast, holdfastMemory } from './contestants/holdfast.ts'
import { upstash } from './contestants/upstash.ts'

/** Everybody who takes part, those with Redis first. */
export const contestants = {
  holdfast,
  bare,
  bareChecked,
  union,
  fastify,
  upstash,
  holdfastMemory,
  unionMemory,
  fastifyMemory,
} as const satisfies Readonly<Record<string, (limits: Limits) => Contestant | Promise<Contestant>>>

export type ContestantName = keyof typeof contestants
