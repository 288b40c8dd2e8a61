import { uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'

/** From the one that may do most to the one that may do least. */
export const roles = ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'] as const
export const role = z.enum(roles)
export type Role = (typeof roles)[number]

/** The only stations that somebody may touch; absent where they may touch all. */
export const scope = z
  .array(uuid)
  .min(1)
  .max(100)
  .meta({ description: 'Ids of stations. Absent: all stations of the business.' })

/** What the console explains to the people who give roles. */
export const roleTable = z.object({
  roles: z.array(
    z.object({
      role,
      title: z.string().meta({ example: 'Station manager' }),
      description: z.string(),
      actions: z.array(z.string()),
      canBeScoped: z.boolean().meta({ description: 'May be limited to some stations.' }),
      mayGive: z.array(role).meta({ description: 'The roles that its holders give and remove.' }),
    }),
  ),
  actions: z.array(
    z.object({
      action: z.string().meta({ example: 'bookings.cancel' }),
      title: z.string().meta({ example: 'Cancel bookings' }),
      description: z.string(),
      peopleOnly: z.boolean().meta({ description: 'No API key can have it.' }),
    }),
  ),
})
export type RoleTable = z.output<typeof roleTable>
