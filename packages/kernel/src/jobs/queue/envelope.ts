import { z } from 'zod'

const envelope = z.object({
  input: z.unknown(),
  cause: z.object({
    organisationId: z.string(),
    actorId: z.string(),
    correlationId: z.string().optional(),
    traceparent: z.string().optional(),
  }),
})

/** What lies in a job's row. A scheduled job has no correlation id: it begins one. */
export type Envelope = z.infer<typeof envelope>

/** Undefined when the row was not written by us. */
export function readEnvelope(data: unknown): Envelope | undefined {
  return envelope.safeParse(data).data
}
