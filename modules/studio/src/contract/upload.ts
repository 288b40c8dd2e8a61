import { instant, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { uploadStates } from './states.ts'

/** A file on its way here, piece by piece. */
export const upload = z.object({
  id: uuid,
  state: z.enum(uploadStates),
  fileName: z.string(),
  offset: z.int().meta({ description: 'How many bytes have come.' }),
  length: z.int(),
  assetId: uuid.nullable().meta({ description: 'What it has become.' }),
  refusal: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'Why it was not taken, in words.' }),
  expiresAt: instant.nullable().meta({ description: 'Not continued by then, it is forgotten.' }),
  createdAt: instant,
})
export type Upload = z.output<typeof upload>
