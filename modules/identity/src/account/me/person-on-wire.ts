import type { Person as PersonOnWire } from '../../contract/account.ts'
import type { Person } from '../person-store.ts'

export function personOnWire(person: Person): PersonOnWire {
  return { ...person, createdAt: person.createdAt.toISOString() }
}
