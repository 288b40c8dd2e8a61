import { defineJob } from '@holdfast/kernel/jobs'
import { z } from 'zod'

/** Looks at an upload that has come in full, and takes it into the library or refuses it. */
export const checkUpload = defineJob({
  name: 'studio.checkUpload',
  input: z.strictObject({ uploadId: z.uuid() }),
  deadlineMs: 10 * 60_000,
})
