import type { OpenApiDocument } from '../openapi.ts'
import type { JsonSchema } from './json-schema.ts'

type PathItem = NonNullable<OpenApiDocument['paths']>[string]
export type OpenApiOperation = NonNullable<PathItem['get']>
type Parameter = NonNullable<OpenApiOperation['parameters']>[number]
type Response = NonNullable<OpenApiOperation['responses']>[string]

/** The parts of an OpenAPI operation that the page shows. */
export interface DescribedOperation {
  readonly parameters: readonly DescribedParameter[]
  readonly body?: JsonSchema
  /** The successful ones; problems are listed apart. */
  readonly responses: readonly DescribedResponse[]
}

export interface DescribedParameter {
  readonly name: string
  readonly place: string
  readonly isRequired: boolean
  readonly schema: JsonSchema
  readonly description?: string
}

export interface DescribedResponse {
  readonly status: string
  readonly description: string
  readonly schema?: JsonSchema
}

export function describedOperation(operation: OpenApiOperation): DescribedOperation {
  const body = operation.requestBody
  const bodySchema = body && 'content' in body ? schemaOf(body.content) : undefined
  return {
    parameters: (operation.parameters ?? []).flatMap((one) =>
      'name' in one ? describeParameter(one) : [],
    ),
    ...(bodySchema ? { body: bodySchema } : {}),
    responses: Object.entries(operation.responses ?? {})
      .filter(([status]) => Number(status) < 400)
      .map(([status, response]) => describeResponse(status, response)),
  }
}

function describeParameter(parameter: Extract<Parameter, { name: string }>): DescribedParameter {
  const { name, in: place, required, schema, description } = parameter
  return {
    name,
    place,
    isRequired: required === true,
    schema: asJsonSchema(schema ?? {}),
    ...(description === undefined ? {} : { description }),
  }
}

function describeResponse(status: string, response: Response): DescribedResponse {
  const schema = 'content' in response && response.content ? schemaOf(response.content) : undefined
  return {
    status,
    description: response.description ?? '',
    ...(schema ? { schema } : {}),
  }
}

function schemaOf(content: object): JsonSchema | undefined {
  const [media] = Object.values(content)
  return media?.schema && asJsonSchema(media.schema)
}

// An OpenAPI 3.1 schema is a JSON Schema; the page's own type names the few parts it reads.
function asJsonSchema(schema: unknown): JsonSchema {
  return schema as JsonSchema
}
