import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import { holdUp } from '../fixtures/held-up.ts'
import { usualLimits } from '../parts.ts'

const { halt, reached } = holdUp()
const limits = { ...usualLimits, maxRunningJobsPerPerson: 2 }
const studio = await givenMaking({ halt, limits })
const { someone, start, show } = studio

test('of one person two run at once in all processes, the others wait, and nobody waits behind them', async () => {
  const [eager, other] = [await someone(6), await someone(1)]
  const held = Array.from({ length: 6 }, () => start(eager, { haltAt: 'making' }))
  const jobs = await Promise.all(held)
  const { id: quick } = await start(other)
  await Promise.all([studio.work(), studio.work()])
  await eventually(async () => expect((await show(other, quick)).state).toBe('succeeded'))
  const inState = async (...states: string[]) => {
    const all = await Promise.all(jobs.map(({ id }) => show(eager, id)))
    return all.filter(({ state }) => states.includes(state))
  }
  await eventually(async () => expect(await inState('running')).toHaveLength(2))
  for (let ended = 0; ended < 6; ended += 1) {
    const [next] = await eventually(async () => {
      const running = await inState('running')
      expect(running.length).toBeGreaterThan(0)
      expect(running.length).toBeLessThanOrEqual(2)
      return running
    })
    const go = await reached(next?.id ?? '', 'making')
    // Who waits would ask again in an hour: the end of another one wakes them.
    await studio.owner.query(
      `update pgboss.job set start_after = now() + interval '1 hour'
        where name like 'studio.%' and state = 'retry'`,
    )
    go()
    await eventually(async () => {
      expect(await inState('succeeded')).toHaveLength(ended + 1)
    })
  }
  // To wait for one's turn is no attempt.
  expect((await inState('succeeded')).map(({ attempt }) => attempt)).toEqual(Array(6).fill(1))
})
