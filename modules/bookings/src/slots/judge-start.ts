import type { CreateBooking } from '../contract.ts'
import { problems } from '../problems.ts'
import type { Station } from '../station/station.ts'
import { minutesOf } from '../time/local-time.ts'
import { openDay } from './opening.ts'

/** A time that somebody wants at a station, and what the search for it may look past. */
export interface TimeSought {
  readonly station: Station
  readonly date: string
  readonly time: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly durationHours: number
  readonly notices: readonly string[]
  /** What it takes, one resource of each kind. */
  readonly requiredKinds: readonly string[]
  /** A booking whose own time is in nobody's way: it moves. */
  readonly exceptBookingId?: string | undefined
}

export interface StartWanted {
  readonly startsAt: CreateBooking['startsAt']
  readonly durationHours: number
}

/** The time by the station's rules. Throws the problem of the first rule that refuses it. */
export function judgeStart(
  station: Station,
  { startsAt, durationHours }: StartWanted,
  now: Date,
): Omit<TimeSought, 'exceptBookingId'> {
  const judgement = openDay(station, startsAt.date).judge({
    minutes: minutesOf(startsAt.time),
    durationHours,
    nowMs: now.getTime(),
  })
  if (judgement.kind !== 'open') throw refusal(station, startsAt, judgement.kind)
  return {
    station,
    date: startsAt.date,
    time: startsAt.time,
    startsAt: new Date(judgement.startsAtMs),
    endsAt: new Date(judgement.endsAtMs),
    durationHours,
    notices: judgement.notices,
    requiredKinds: station.requiredKinds,
  }
}

function refusal(
  station: Station,
  { date, time }: StartWanted['startsAt'],
  kind: 'unknownTime' | 'closed' | 'tooSoon',
): Error {
  const problem = problems[kind]
  const errors = [{ path: 'startsAt', code: kind, text: problem.definition.say }]
  return problem({ stationId: station.id, date, time }, { errors })
}
