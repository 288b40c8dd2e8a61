import type { Contracts } from '@holdfast/client'
import { z } from 'zod'
import { answerSchemaOf } from './answer-schema.ts'
import { routeData } from './route-data.ts'

/** The code of a module that exports the same schemas and tables of routes, without zod. */
export function moduleCode(exported: object): string {
  const constants = Object.entries(exported).map(([name, value]: [string, unknown]) =>
    value instanceof z.ZodType
      ? `export const ${name} = answerCheck(${JSON.stringify(answerSchemaOf(value))})`
      : `export const ${name} = checkedRoutes(${JSON.stringify(routeData(routesIn(value)))})`,
  )
  return [
    `import { answerCheck } from '/src/contracts/answer-check.ts'`,
    `import { checkedRoutes } from '/src/contracts/checked-routes.ts'`,
    ...constants,
  ].join('\n')
}

function routesIn(value: unknown): Contracts[string] {
  const routes: Contracts[string] = { ...Object(value) }
  const isTable = Object.values(routes).every((route) => route?.method && route.responses)
  if (!isTable) throw new Error('a contract of the site exports schemas and tables of routes alone')
  return routes
}
