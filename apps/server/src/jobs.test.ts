import { createMetrics } from '@holdfast/kernel/metrics'
import type { OpenJobs, QueueStatus } from '@holdfast/kernel/jobs'
import { expect, test } from 'vitest'
import { watchQueue } from './jobs.ts'

test('what the health report last saw of the queue is what Prometheus reads', async () => {
  const status = { ready: 3, running: 2, deferred: 7, oldestSeconds: 41, deadLetters: 1 }
  const metrics = createMetrics()
  const read = watchQueue(queueWith(status), metrics)
  expect((await metrics.render()).body).not.toMatch(/^jobs_queue/m)
  expect(await read()).toEqual(status)
  const { body } = await metrics.render()
  expect(body.match(/^jobs_queue.*$/gm)).toEqual([
    'jobs_queue{state="ready"} 3',
    'jobs_queue{state="running"} 2',
    'jobs_queue{state="deferred"} 7',
    'jobs_queue{state="deadLetters"} 1',
    'jobs_queue_oldest_seconds 41',
  ])
})

/** Of a queue only its status is asked. */
function queueWith(status: QueueStatus): Pick<OpenJobs, 'status'> {
  return { status: () => Promise.resolve(status) }
}
