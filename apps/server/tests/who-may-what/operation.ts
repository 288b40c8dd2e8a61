import type { Route } from '@holdfast/kernel/contract'

/** `POST /bookings/:id/cancel` */
export function operationOf({ method, path }: Route): string {
  return `${method} ${path}`
}
