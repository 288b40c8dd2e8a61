import { eventually } from '@holdfast/testing/eventually'
import { describe, expect, test } from 'vitest'
import { Follower } from './fixtures/follower.ts'
import { aPerson, givenDatabase } from './fixtures/given-live.ts'

const { start } = await givenDatabase()

describe('who is told', () => {
  test('a foreign organisation hears nothing, live and afterwards', async () => {
    const given = await start()
    given.sessions.set('bob', aPerson('bob', { organisationId: 'elsewhere' }))
    const ann = new Follower(given)
    const bob = new Follower({ ...given, as: 'bob' })
    const [before] = await Promise.all([bob.named('ready'), ann.named('ready')])
    await given.happen(['ours'])
    await given.happen(['theirs'], { organisationId: 'elsewhere' })
    await Promise.all([bob.until(() => bob.lastId), ann.until(() => ann.lastId)])
    expect([ann.subjects, bob.subjects]).toEqual([['ours'], ['theirs']])
    const after = String(before.data?.['position'])
    const again = new Follower({ ...given, as: 'bob', after })
    await again.named('ready')
    expect(again.subjects).toEqual(['theirs'])
  })

  test('a foreign station is silent, live and afterwards; so is what has no station', async () => {
    const given = await start()
    const actions = new Set(['events.follow', 'boats.read', 'crew.read'])
    given.sessions.set('ann', aPerson('ann', { actions }))
    given.sessions.set('tom', aPerson('tom', { actions, scope: new Set(['south']) }))
    const tom = new Follower({ ...given, as: 'tom' })
    const ann = new Follower(given)
    const [before] = await Promise.all([tom.named('ready'), ann.named('ready')])
    await given.happen(['n1'], { harbour: 'north' })
    await given.happen(['hired'], { type: 'crew.hired' })
    await given.happen(['s1'], { harbour: 'south' })
    await Promise.all([tom.until(() => tom.lastId), ann.until(() => ann.subjects.length === 3)])
    expect(tom.subjects).toEqual(['s1'])
    const again = new Follower({ ...given, as: 'tom', after: String(before.data?.['position']) })
    await again.named('ready')
    expect(again.subjects).toEqual(['s1'])
  })

  test('only types whose action somebody holds, and none that no module tells', async () => {
    const given = await start()
    const ann = new Follower(given)
    await ann.named('ready')
    await given.happen(['hired'], { type: 'crew.hired' })
    await given.happen(['secret'], { type: 'vault.opened' })
    await given.happen(['boat'])
    await ann.until(() => ann.lastId)
    expect(ann.subjects).toEqual(['boat'])
  })

  test('a frame says ids, type and time, and nothing of what the event holds', async () => {
    const given = await start()
    const ann = new Follower(given)
    await ann.named('ready')
    await given.happen(['boat'], { data: { captain: 'Ahab' } })
    const { data } = await ann.until(() => ann.frames.find(({ id }) => id))
    expect(Object.keys(data ?? {})).toEqual(['id', 'type', 'subject', 'happenedAt'])
  })
})

describe('who may follow', () => {
  test.each([
    ['nobody', { as: 'nobody' }, 401],
    ['somebody without the right', { as: 'guest' }, 403],
    ['a page elsewhere', { headers: { origin: 'https://evil.example' } }, 403],
    ['a page elsewhere that hides', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['our page', { headers: { origin: 'https://harbour.example' } }, 200],
    ['our page, without Origin', { headers: { 'sec-fetch-site': 'same-origin' } }, 200],
    ['no position', { after: 'nonsense' }, 400],
  ])('%s', async (_name, options, status) => {
    const given = await start()
    given.sessions.set('guest', aPerson('guest', { actions: new Set(['boats.read']) }))
    const { statusCode } = await new Follower({ ...given, ...options }).answer
    expect(statusCode).toBe(status)
  })

  test('one more than an actor may have is refused, until one of them has gone', async () => {
    const given = await start({ maxPerActor: 2 })
    given.sessions.set('bob', aPerson('bob'))
    const [first, second] = [new Follower(given), new Follower(given)]
    await Promise.all([first.named('ready'), second.named('ready')])
    const refused = await new Follower(given).answer
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60'])
    expect((await new Follower({ ...given, as: 'bob' }).answer).statusCode).toBe(200)
    first.leave()
    await eventually(() => expect(given.live.connections()).toBe(2))
    expect((await new Follower(given).answer).statusCode).toBe(200)
  })
})

test('who has gone before it is known who they are takes no place', async () => {
  const identified = Promise.withResolvers<void>()
  const given = await start({ identified: identified.promise, maxPerActor: 1 })
  const gone = new Follower(given)
  await eventually(() => expect(given.edge.inFlight()).toBe(1))
  gone.leave()
  await eventually(() => expect(given.edge.inFlight()).toBe(0))
  identified.resolve()
  await new Follower(given).named('ready')
  expect(given.live.connections()).toBe(1)
})

describe('who loses a right', () => {
  test('the stream of a session that ended is closed before what comes after it', async () => {
    const given = await start()
    given.sessions.set('bob', aPerson('bob'))
    const [ann, bob] = [new Follower(given), new Follower({ ...given, as: 'bob' })]
    await Promise.all([ann.named('ready'), bob.named('ready')])
    given.sessions.delete('bob')
    await given.happen(['end'], { type: 'session.ended', data: { who: 'bob' } })
    await given.happen(['after'])
    await bob.ended
    expect(bob.frames.at(-1)).toMatchObject({ event: 'ended' })
    expect(bob.subjects).toEqual([])
    await ann.until(() => ann.subjects.includes('after'))
  })

  test('who was limited to a station hears of that one alone from then on', async () => {
    const given = await start()
    const ann = new Follower(given)
    await ann.named('ready')
    given.sessions.set('ann', aPerson('ann', { scope: new Set(['south']) }))
    await given.happen(['x'], { type: 'session.ended', data: { who: 'ann' } })
    await given.happen(['north'])
    await given.happen(['south'], { harbour: 'south' })
    await ann.until(() => ann.lastId)
    expect(ann.subjects).toEqual(['south'])
  })

  test('a session that ran out by itself is noticed at the next look', async () => {
    const given = await start({ checkEveryMs: 50 })
    const ann = new Follower(given)
    await ann.named('ready')
    given.sessions.clear()
    await ann.ended
    expect(ann.frames.at(-1)).toMatchObject({ event: 'ended' })
  })
})
