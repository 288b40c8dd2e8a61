import { z } from 'zod'
import { plans } from '../../contract/states.ts'
import { DriverError } from '../../driver/driver-error.ts'
import type { Revision } from './recovery.ts'

const history = z.array(z.object({ revision: z.coerce.number().int(), status: z.string() }))

const status = z.object({
  version: z.number().int(),
  info: z.object({ status: z.string() }),
  config: z
    .object({
      plan: z.enum(plans),
      suspended: z.boolean(),
      store: z.looseObject({ generation: z.number().int() }).partial(),
      image: z.looseObject({ tag: z.string() }).partial(),
    })
    .partial()
    .loose()
    .nullish(),
})

/** The last revision of a release, and what it was made with. */
export interface ReleaseStatus extends Revision {
  readonly config: NonNullable<z.infer<typeof status>['config']>
}

export function parseHistory(stdout: string): readonly Revision[] {
  return read(history, stdout)
}

export function parseStatus(stdout: string): ReleaseStatus {
  const { version, info, config } = read(status, stdout)
  return { revision: version, status: info.status, config: config ?? {} }
}

function read<T>(schema: z.ZodType<T>, stdout: string): T {
  try {
    return schema.parse(JSON.parse(stdout))
  } catch (cause) {
    throw new DriverError('helm answered something that makes no sense.', {
      class: 'permanent',
      code: 'helmAnswer',
      output: stdout.slice(0, 2_000),
      cause,
    })
  }
}
