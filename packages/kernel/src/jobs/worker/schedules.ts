import type { PgBoss } from 'pg-boss'
import type { Envelope } from '../queue/envelope.ts'
import type { JobWork } from './job-work.ts'

export interface ScheduleParts {
  readonly work: readonly JobWork[]
  readonly organisationId: string
}

/**
 * Makes the schedules what the code says: those of other versions go. A run that was missed while
 * no process lived is made up for, once.
 */
export async function applySchedules(boss: PgBoss, parts: ScheduleParts): Promise<void> {
  const jobs = parts.work.map(({ job }) => job)
  const { organisationId } = parts
  const data: Envelope = { input: {}, cause: { organisationId, actorId: 'system' } }
  for (const { name, schedule } of jobs) {
    if (!schedule) continue
    await boss.schedule(name, schedule.cron, data, { tz: schedule.timeZone, missed: 'once' })
  }
  const wanted = new Set(jobs.filter(({ schedule }) => schedule).map(({ name }) => name))
  for (const { name, key } of await boss.getSchedules()) {
    if (!wanted.has(name)) await boss.unschedule(name, key)
  }
}
