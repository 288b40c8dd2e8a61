import type { Kysely } from 'kysely'
import { positionKey, type Event } from '../events/events.ts'
import type { Actor, LiveEvents, LiveRules } from '../module/module.ts'
import { framesOf } from './frames.ts'

/** An event with what decides who is told of it. */
export interface Told {
  readonly event: Event
  /** Sorts as the event stands in the order. */
  readonly key: string
  /** Undefined for one that nobody is told of. */
  readonly rule: LiveEvents | undefined
  /** Undefined: it is not known which units it is about. */
  readonly units: readonly string[] | undefined
  /** For a stream. */
  readonly frame: string
  /** For a WebSocket. */
  readonly message: string
}

/** Who is told of what, by the rules of all modules. */
export class Audience {
  readonly #rules: readonly LiveRules[]
  readonly #byType = new Map<string, LiveEvents>()
  /** Every type that is told, or that changes somebody's rights. */
  readonly types: readonly string[]

  constructor(rules: readonly LiveRules[]) {
    this.#rules = rules
    for (const one of rules.flatMap(({ events }) => events)) {
      for (const type of one.types) this.#byType.set(type, one)
    }
    const rightsTypes = rules.flatMap(({ rights }) => rights?.types ?? [])
    this.types = [...new Set([...this.#byType.keys(), ...rightsTypes])]
  }

  /** The types of which `actor` may be told at all. */
  typesFor({ actions }: Actor): readonly string[] {
    return [...this.#byType].filter(([, { action }]) => actions.has(action)).map(([type]) => type)
  }

  /** Asks each module once about all of its events. */
  async prepare(db: Kysely<unknown>, events: readonly Event[]): Promise<readonly Told[]> {
    const units = new Map<string, readonly string[]>()
    for (const rule of new Set(this.#byType.values())) {
      const own = events.filter(({ type }) => this.#byType.get(type) === rule)
      if (own.length === 0 || !rule.unitsOf) continue
      for (const [id, found] of await rule.unitsOf(db, own)) units.set(id, found)
    }
    return events.map((event) => ({
      event,
      key: positionKey(event.position),
      rule: this.#byType.get(event.type),
      units: units.get(event.id),
      ...framesOf(event),
    }))
  }

  /** Whom the event may have taken a right from; undefined when nobody. */
  affectedBy(event: Event): ((actor: Actor) => boolean) | undefined {
    const found = this.#rules.flatMap(({ rights }) =>
      rights?.types.includes(event.type) ? [rights.actorOf(event)] : [],
    )
    if (found.length === 0) return undefined
    const isAboutAll = found.includes(undefined)
    return ({ id, organisationId }) =>
      found.includes(id) || (isAboutAll && organisationId === event.organisationId)
  }
}

/** Whether `actor` is told: of their organisation, by their actions, within their units. */
export function mayHear(actor: Actor, { event, rule, units }: Told): boolean {
  if (!rule || event.organisationId !== actor.organisationId) return false
  if (!actor.actions.has(rule.action)) return false
  const { scope } = actor
  return scope === undefined || (units?.some((unit) => scope.has(unit)) ?? false)
}
