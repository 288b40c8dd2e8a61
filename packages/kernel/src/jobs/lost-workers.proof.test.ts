import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'
import { eventually } from '@holdfast/testing/eventually'
import { afterAll, describe, test } from 'vitest'
import { z } from 'zod'
import { givenJobs, silent } from './fixtures/given-jobs.ts'
import { defineJob, listDeadLetters, openJobs, type OpenJobs } from './jobs.ts'

const { owner, appUrl, database, rows, enqueueWith } = await givenJobs()
const program = new URL('./fixtures/worker-process.ts', import.meta.url).pathname
const children: ServerProcess[] = []
const queues: OpenJobs[] = []
// Not by the test: several run at once, and a hook would find the wrong one.
afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()))
  await Promise.all(queues.map((queue) => queue.close()))
})

interface Lost {
  readonly name: string
  /** How soon a silent worker counts as lost; 10 s in production. */
  readonly heartbeatSeconds?: number
}

/** A job whose queue exists, with a shorter heartbeat where a test does not measure it. */
async function givenJob({ name, heartbeatSeconds = 2 }: Lost) {
  const job = defineJob({ name, input: z.strictObject({}), deadlineMs: 60_000 })
  const options = { connectionString: appUrl, jobs: [job], log: silent, supervise: false }
  const queue = await openJobs(options)
  queues.push(queue)
  const heartbeatMs = (heartbeatSeconds * 1_000) / 3

  return {
    job,
    async enqueue() {
      await enqueueWith(queue)(job)
      const set = 'update pgboss.job set heartbeat_seconds = $2 where name = $1'
      await owner.query(set, [name, heartbeatSeconds])
    },
    async worker(how: string) {
      const child = await startServerProcess({
        command: ['node', program],
        env: {
          TEST_URL: appUrl,
          TEST_JOB: name,
          TEST_HOW: how,
          TEST_HEARTBEAT_MS: String(heartbeatMs),
        },
        ready: /started/,
      })
      children.push(child)
      return child
    },
    async by() {
      const { rows: found } = await owner.query('select by from public.effect where job = $1', [
        name,
      ])
      return found.map(({ by }) => by)
    },
  }
}

const soon = { withinMs: 20_000, everyMs: 50 }

/** Resolves once the process has printed such a line. */
function said(child: ServerProcess, line: string): Promise<string> {
  return child.stdout.waitFor(new RegExp(line), soon)
}

describe.concurrent('a lost worker', () => {
  test('killed with its job (kill -9), the job ends elsewhere within 20 s, once', async ({
    expect,
  }) => {
    const { job, enqueue, worker, by } = await givenJob({
      name: 'lost.killed',
      heartbeatSeconds: 10,
    })
    const first = await worker('waits for ever')
    await enqueue()
    await said(first, 'began 1')
    const second = await worker('settles')
    const killedAtMs = performance.now()
    await first.kill()
    await eventually(async () => expect(await by()).toEqual(['settled']), {
      withinMs: 25_000,
      everyMs: 50,
    })
    expect(performance.now() - killedAtMs).toBeLessThan(20_000)
    expect(second.stdout.all()).toContain('began 2')
    expect((await rows(job.name)).map(({ state }) => state)).toEqual(['completed'])
  })

  test('frozen and thawed after another has done its job, it can not settle', async ({
    expect,
  }) => {
    const { enqueue, worker, by } = await givenJob({ name: 'lost.frozen' })
    const frozen = await worker('freezes before its settle')
    await enqueue()
    await said(frozen, 'began 1')
    await worker('settles')
    await eventually(async () => expect(await by()).toEqual(['settled']), soon)
    frozen.signal('SIGCONT')
    await said(frozen, 'refused: LostJob')
    expect(await by()).toEqual(['settled'])
  })

  test('broken twin: an effect past the fence is doubled by a thawed worker', async ({
    expect,
  }) => {
    const { enqueue, worker, by } = await givenJob({ name: 'lost.past-the-fence' })
    const frozen = await worker('freezes before its effect')
    await enqueue()
    await said(frozen, 'began 1')
    await worker('settles')
    await eventually(async () => expect(await by()).toEqual(['settled']), soon)
    frozen.signal('SIGCONT')
    await eventually(async () => expect(await by()).toEqual(['settled', 'thawed']), soon)
  })

  test.for([
    ['dies before its settle', ['settled']],
    ['dies in its effect', ['settled']],
    ['dies after its settle', ['died']],
  ] as const)('that %s leaves one effect', async ([how, effects], { expect }) => {
    const { job, enqueue, worker, by } = await givenJob({
      name: `lost.${how.replaceAll(' ', '-')}`,
    })
    const first = await worker(how)
    await enqueue()
    await first.exited
    await worker('settles')
    await eventually(async () => {
      expect((await rows(job.name)).map(({ state }) => state)).toEqual(['completed'])
    }, soon)
    expect(await by()).toEqual(effects)
  })

  test('broken twin: with the effect committed before the end, a crash doubles it', async ({
    expect,
  }) => {
    const { enqueue, worker, by } = await givenJob({ name: 'lost.two-transactions' })
    const first = await worker('dies between its effect and its end')
    await enqueue()
    await first.exited
    await worker('settles')
    await eventually(async () => expect(await by()).toEqual(['died', 'settled']), soon)
  })

  test('that dies of its job each time does not take it for ever: it lies among the dead letters', async ({
    expect,
  }) => {
    const { job, enqueue, worker } = await givenJob({ name: 'lost.poison' })
    await owner.query('update pgboss.queue set retry_limit = 1 where name = $1', [job.name])
    await enqueue()
    for (const _ of [1, 2]) {
      // The queue's rules are made anew by each process that starts.
      const child = await worker('dies before its settle')
      await child.exited
    }
    const { worker: bystander } = await givenJob({ name: 'lost.bystander' })
    await bystander('settles')
    await eventually(async () => {
      const { items } = await listDeadLetters(database, { job: job.name, limit: 10 })
      expect(items).toMatchObject([{ class: 'lost', reason: 'exhausted', attempts: 2 }])
    }, soon)
  })
})
