/** Everybody who takes part, by the file that runs them. */
export const contestantFiles = {
  bare: 'bare.ts',
  holdfast: 'holdfast.ts',
  'holdfast under Hono': 'holdfast-hono.ts',
  fastify: 'fastify.ts',
  hono: 'hono.ts',
  nestjs: 'nestjs.mjs',
} as const

export type ContestantName = keyof typeof contestantFiles

export const contestantNames = Object.keys(contestantFiles) as ContestantName[]

export function pathOf(name: ContestantName): string {
  return new URL(`contestants/${contestantFiles[name]}`, import.meta.url).pathname
}
