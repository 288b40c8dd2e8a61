import { Queue, Worker } from 'bullmq'
import { Countdown, type Contestant, type Servers } from '../contestant.ts'

/** BullMQ on a Redis that keeps nothing on disk. Done jobs are removed, which is its fastest. */
export async function bullmq({ redisUrl }: Servers): Promise<Contestant> {
  const { hostname: host, port } = new URL(redisUrl)
  const connection = { host, port: Number(port), maxRetriesPerRequest: null }
  const queue = new Queue('bench', { connection })
  await queue.waitUntilReady()
  const countdown = new Countdown()
  const options = { removeOnComplete: true, removeOnFail: true }
  let left: Promise<void> | undefined
  let idle: Worker | undefined

  function newWorker(onBegin: () => void): Worker {
    const run = async () => onBegin()
    return new Worker('bench', run, { connection, concurrency: 500, autorun: false })
  }

  return {
    async fill(count) {
      await idle?.close()
      idle = undefined
      left = countdown.start(count)
      for (let added = 0; added < count; added += 1_000) {
        const length = Math.min(1_000, count - added)
        const jobs = Array.from({ length }, () => ({ name: 'trivial', data: {}, opts: options }))
        await queue.addBulk(jobs)
      }
    },
    async drain() {
      const worker = newWorker(() => undefined)
      worker.on('completed', () => countdown.done())
      await worker.waitUntilReady()
      void worker.run()
      await left
      await worker.close()
    },
    async pickUp() {
      if (!idle) {
        idle = newWorker(() => countdown.done())
        await idle.waitUntilReady()
        void idle.run()
      }
      const begun = countdown.start(1)
      await queue.add('trivial', {}, options)
      await begun
    },
    async close() {
      await idle?.close()
      await queue.close()
    },
  }
}
