import type { Signer } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { z } from 'zod'
import type { Cart } from './cart.ts'

const cartSchema = z.object({
  id: z.uuid(),
  lines: z.record(z.string().max(60), z.int().min(1).max(100)),
})

const daysKept = 30
export const cartKeptMs = daysKept * 24 * 3_600_000

export function newCart(): Cart {
  return { id: newId(), lines: {} }
}

/** What the cookie says, or an empty cart for one that is missing, old or not ours. */
export function readCart(text: string | undefined, signer: Signer, now: Date): Cart {
  const found = text === undefined ? undefined : signer.verify(text, now)
  const parsed = cartSchema.safeParse(found)
  return parsed.success ? parsed.data : newCart()
}

export function signCart(cart: Cart, signer: Signer, now: Date): string {
  return signer.sign(cart, new Date(now.getTime() + cartKeptMs))
}
