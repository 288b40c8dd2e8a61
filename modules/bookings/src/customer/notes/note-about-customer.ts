import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, CustomerNote } from '../../contract.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { requireKey } from '../customer-key.ts'
import { lockCustomer } from '../read-customer.ts'
import { insertNote, type Note } from './note-store.ts'
import { notesOnWire } from './notes-on-wire.ts'

type NoteRoute = (typeof bookingRoutes)['noteAboutCustomer']

/** Notes something about a customer. Throws `bookings.customerErased` once they are. */
export async function noteAboutCustomer(
  ctx: BookingsContext,
  { params, body }: RouteInput<NoteRoute>,
  { vault, staff }: Pick<BookingsParts, 'vault' | 'staff'>,
): Promise<CustomerNote> {
  ctx.permit('customers.annotate', params.id)
  const note = await ctx.transaction(async (tx) => {
    const customer = await lockCustomer(tx.kysely, ctx.actor, params.id)
    const written: Note = {
      id: ctx.ids(),
      organisationId: customer.organisationId,
      customerId: customer.id,
      actorId: ctx.actor.id,
      text: body.text,
      createdAt: ctx.now(),
    }
    await insertNote(tx.kysely, requireKey(vault, customer), written)
    const data = { customerId: customer.id, noteId: written.id }
    await tx.emit('customer.annotated', data, customer.id)
    return written
  })
  const [shown] = await notesOnWire(ctx, [note], staff)
  if (!shown) throw new Error('a note was lost on its way')
  return shown
}
