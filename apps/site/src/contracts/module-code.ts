import type { Contracts } from '@holdfast/client'
import { z } from 'zod'
import { answerSchemaOf } from './answer-schema.ts'
import { routeData } from './route-data.ts'
import { shareConstants } from './shared-constants.ts'

/** The code of a module that exports the same schemas and tables of routes, without zod. */
export function moduleCode(exported: object): string {
  const entries = Object.entries(exported).map(([name, value]: [string, unknown]) =>
    value instanceof z.ZodType
      ? { name, make: 'answerCheck', data: answerSchemaOf(value) }
      : { name, make: 'checkedRoutes', data: routeData(routesIn(value)) },
  )
  const { constants, expressions } = shareConstants(entries.map(({ data }) => data))
  return [
    `import { answerCheck } from '/src/contracts/answer-check.ts'`,
    `import { checkedRoutes } from '/src/contracts/checked-routes.ts'`,
    ...constants,
    ...entries.map(({ name, make }, at) => `export const ${name} = ${make}(${expressions[at]})`),
  ].join('\n')
}

function routesIn(value: unknown): Contracts[string] {
  const routes: Contracts[string] = { ...Object(value) }
  const isTable = Object.values(routes).every((route) => route?.method && route.responses)
  if (!isTable) throw new Error('a contract of the site exports schemas and tables of routes alone')
  return routes
}
