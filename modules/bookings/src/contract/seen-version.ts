import { z } from 'zod'

export const version = z.int().min(1).optional().meta({
  description: 'The version that was looked at; refused when it is not the latest any more.',
})
