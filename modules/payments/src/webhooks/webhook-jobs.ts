import { uuid } from '@holdfast/kernel/contract'
import { defineJob } from '@holdfast/kernel/jobs'
import { z } from 'zod'

/** Works on a stored webhook: asks its provider how the order stands. */
export const handleWebhook = defineJob({
  name: 'payments.handleWebhook',
  input: z.strictObject({ webhookId: uuid }),
  deadlineMs: 30_000,
})
