import type { Actor } from '@holdfast/kernel/module'
import { guestActions } from '../actions.ts'
import type { BookingsContext, Staff } from '../parts.ts'

/** Who looks at a booking: its guest, or somebody of the business. */
export type Viewer = 'guest' | 'staff'

/** Who looks at bookings, and when: what they see and may do depends on it. */
export interface Onlooker {
  readonly viewer: Viewer
  readonly now: Date
  /** Why they may never do `action`, in words for a person; undefined when they may. */
  refusal(action: string): string | undefined
}

export function viewerOf(actor: Pick<Actor, 'kind'>): Viewer {
  return actor.kind === 'guest' ? 'guest' : 'staff'
}

export function onlookerOf(
  ctx: Pick<BookingsContext, 'actor' | 'now'>,
  staff: Pick<Staff, 'rolesThatMay'>,
): Onlooker {
  const viewer = viewerOf(ctx.actor)
  if (viewer === 'guest') return guestOnlooker(ctx.now())
  return {
    viewer,
    now: ctx.now(),
    refusal: (action) => refusalOf(ctx.actor, action, staff.rolesThatMay(action)),
  }
}

/** The guest of a booking, who holds the link to it. */
export function guestOnlooker(now: Date): Onlooker {
  return { viewer: 'guest', now, refusal: refusalOfGuest }
}

function refusalOfGuest(action: string): string | undefined {
  return guestActions.some((own) => own === action) ? undefined : 'Our team does that.'
}

function refusalOf(actor: Actor, action: string, roles: readonly string[]): string | undefined {
  if (actor.kind === 'system' || actor.actions.has(action)) return undefined
  if (actor.kind === 'machine') return 'This API key does not allow that.'
  const whoElse = roles.length > 0 ? ` ${listOf(roles)} can.` : ''
  return `Your role does not allow that.${whoElse}`
}

/** `Owner, Admin or Agent` */
function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
