import { fileURLToPath } from 'node:url'
import { cloneDatabase } from '@holdfast/testing/clone'
import { testServer } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../../postgres/postgres.ts'
import {
  appendEvent,
  readAuditCommand,
  runAuditCommand,
  sealAuditTrail,
  verifyAuditTrail,
  type AuditCommand,
} from '../events.ts'

const folder = fileURLToPath(new URL('../../../migrations', import.meta.url))

test('every event is sealed once, in a chain per organisation, and a whole trail has no findings', async () => {
  const trail = await aSealedTrail()
  const { sealed, findings, heads } = await verifyAuditTrail(trail.database)
  expect({ sealed, findings }).toEqual({ sealed: 9, findings: [] })
  expect(heads.map(({ organisationId, number }) => [organisationId, number])).toEqual([
    ['bar', 3n],
    ['kitchen', 6n],
  ])
  expect(await sealAuditTrail(trail.database)).toBe(0)
})

test('an event that is not yet readable is not yet sealed, and nothing is sealed before it', async () => {
  const trail = await aSealedTrail()
  const held = Promise.withResolvers<void>()
  const appended = Promise.withResolvers<void>()
  const late = trail.database.transaction(async (tx) => {
    await appendEvent(tx, eventOf('kitchen', 100))
    appended.resolve()
    await held.promise
  })
  await appended.promise
  await trail.append('kitchen', 101)
  expect(await sealAuditTrail(trail.database)).toBe(0)
  held.resolve()
  await late
  await trail.sealAll(11)
  expect(await verifyAuditTrail(trail.database)).toMatchObject({ sealed: 11, findings: [] })
})

test('many that seal at once seal each event once', async () => {
  const trail = await aTrail()
  for (let n = 0; n < 50; n += 1) await trail.append('kitchen', n)
  await Promise.all(Array.from({ length: 8 }, () => sealAuditTrail(trail.database)))
  await trail.sealAll(50)
  expect(await verifyAuditTrail(trail.database)).toMatchObject({ sealed: 50, findings: [] })
})

test('the session of whoever verifies changes nothing: time zone, date style, search path', async () => {
  const trail = await aSealedTrail()
  await trail.tamper(
    `alter database "${trail.name}" set timezone = 'Asia/Kathmandu';
     alter database "${trail.name}" set datestyle = 'German';
     alter database "${trail.name}" set extra_float_digits = 0`,
  )
  const other = createDatabase({
    connectionString: trail.appUrl,
    applicationName: 'test',
    log: { warn() {}, error() {} },
  })
  onTestFinished(() => other.close())
  expect(await verifyAuditTrail(other)).toMatchObject({ findings: [] })
})

const third = `(select id from kernel.event where organisation_id = 'kitchen' order by transaction_id, id offset 2 limit 1)`
const fourth = third.replace('offset 2', 'offset 3')
const last = third.replace('offset 2', 'offset 5')

const tamperings: readonly (readonly [
  what: string,
  statements: string,
  kinds: readonly string[],
])[] = [
  ['changed data', `update kernel.event set data = '{"n": 99}' where id = ${third}`, ['changed']],
  ['a changed actor', `update kernel.event set actor_id = 'bob' where id = ${third}`, ['changed']],
  [
    'a changed time',
    `update kernel.event set happened_at = now() where id = ${third}`,
    ['changed'],
  ],
  ['a deleted event', `delete from kernel.event where id = ${third}`, ['deleted']],
  [
    'a deleted seal',
    `delete from kernel.audit_seal where event_id = ${third}`,
    ['missing-seal', 'missing-seal'],
  ],
  [
    'a deleted event with its seal',
    `with gone as (delete from kernel.audit_seal where event_id = ${third} returning event_id)
     delete from kernel.event where id in (select event_id from gone)`,
    ['missing-seal'],
  ],
  [
    'the last event deleted with its seal',
    `with gone as (delete from kernel.audit_seal where event_id = ${last} returning event_id)
     delete from kernel.event where id in (select event_id from gone)`,
    ['cut-off'],
  ],
  [
    'two events that changed places',
    `update kernel.event e set transaction_id = other.transaction_id
       from kernel.event other
      where (e.id = ${third} and other.id = ${fourth}) or (e.id = ${fourth} and other.id = ${third})`,
    ['changed', 'changed', 'reordered'],
  ],
  [
    'two seals that changed places',
    `update kernel.audit_seal set number = case number when 3 then 1004 else 1003 end
      where organisation_id = 'kitchen' and number in (3, 4);
     update kernel.audit_seal set number = number - 1000 where number > 1000`,
    ['forged-seal', 'forged-seal', 'forged-seal', 'reordered'],
  ],
  [
    'a changed event whose seal was made to fit',
    `update kernel.event set data = '{"n": 99}' where id = ${third};
     update kernel.audit_seal s set event_hash = sha256(convert_to(kernel.event_text(e), 'UTF8'))
       from kernel.event e where e.id = s.event_id`,
    ['forged-seal'],
  ],
  [
    'a changed event whose seal and its hash were made to fit: the next one tells',
    `update kernel.event set data = '{"n": 99}' where id = ${third};
     update kernel.audit_seal s
        set event_hash = sha256(convert_to(kernel.event_text(e), 'UTF8')),
            hash = sha256((select hash from kernel.audit_seal p
                            where p.organisation_id = s.organisation_id and p.number = s.number - 1)
                          || int8send(s.number) || sha256(convert_to(kernel.event_text(e), 'UTF8')))
       from kernel.event e where e.id = s.event_id and e.id = ${third}`,
    ['forged-seal'],
  ],
  [
    'a forged seal',
    `update kernel.audit_seal set hash = sha256('x') where event_id = ${third}`,
    ['forged-seal', 'forged-seal'],
  ],
  [
    'an event that was slipped in',
    `insert into kernel.event (id, transaction_id, type, data, organisation_id, actor_id, correlation_id)
     select '00000000-0000-7000-8000-000000000001', transaction_id, type, data, organisation_id, actor_id, correlation_id
       from kernel.event where id = ${third}`,
    ['missing-seal'],
  ],
]

test.each(tamperings)('%s is found', async (...[, statements, kinds]) => {
  const trail = await aSealedTrail()
  await trail.tamper(statements)
  const { findings } = await verifyAuditTrail(trail.database)
  expect(findings.map(({ kind }) => kind).sort()).toEqual(kinds)
})

test('a trail that was written anew from its beginning is found by a head that was kept elsewhere', async () => {
  const trail = await aSealedTrail()
  const { heads } = await verifyAuditTrail(trail.database)
  await trail.tamper(`
    update kernel.event set data = '{"n": 99}' where id = ${third};
    delete from kernel.audit_seal;
    update kernel.audit_progress set seals = 0, transaction_id = '0', event_id = '00000000-0000-0000-0000-000000000000'`)
  await trail.sealAll(9)
  expect((await verifyAuditTrail(trail.database)).findings).toEqual([])
  expect((await verifyAuditTrail(trail.database, { knownHeads: heads })).findings).toEqual([
    { kind: 'forged-seal', organisationId: 'kitchen', number: 6n, eventId: expect.any(String) },
  ])
})

test('the command says what is wrong in a line each, and fails', async () => {
  const trail = await aSealedTrail()
  const lines: string[] = []
  const run = (command: AuditCommand) =>
    runAuditCommand(command, { database: trail.database, write: (line) => lines.push(line) })
  expect([await run('seal'), await run('verify')]).toEqual([0, 0])
  await trail.tamper(`update kernel.event set data = '{"n": 99}' where id = ${third}`)
  expect(await run('verify')).toBe(1)
  expect(lines).toEqual([
    'sealed 0 events',
    expect.stringMatching(/^head bar 3 [0-9a-f]{64}$/),
    expect.stringMatching(/^head kitchen 6 [0-9a-f]{64}$/),
    '9 seals, 0 findings',
    expect.stringMatching(/^changed: organisation kitchen, seal 3, event [0-9a-f-]{36}$/),
    expect.stringMatching(/^head bar 3/),
    expect.stringMatching(/^head kitchen 6/),
    '9 seals, 1 findings',
  ])
})

test.each(['', 'mend', 'seal all', 'verify x'])(
  'audit-trail %s makes no sense, which is known before a database is opened',
  (args) => {
    expect(readAuditCommand(args.split(' ').filter(Boolean))).toBeUndefined()
  },
)

/** Six events of the kitchen and three of the bar, sealed. */
async function aSealedTrail() {
  const trail = await aTrail()
  for (let n = 0; n < 9; n += 1) await trail.append(n % 3 === 2 ? 'bar' : 'kitchen', n)
  await trail.sealAll(9)
  return trail
}

async function aTrail() {
  const cloned = await cloneDatabase(await testServer(), {
    migrations: [{ name: 'kernel', folder }],
  })
  const owner = new Client(cloned.ownerUrl)
  await owner.connect()
  onTestFinished(async () => {
    await owner.end()
    await cloned.drop()
  })
  return {
    ...cloned,
    append: (organisationId: string, n: number) =>
      cloned.database.transaction((tx) => appendEvent(tx, eventOf(organisationId, n))),
    tamper: (statements: string) => owner.query(statements),
    /** Other tests' transactions on the same server hold the sealing back. */
    sealAll: (count: number) =>
      eventually(async () => {
        await sealAuditTrail(cloned.database)
        const { rowCount } = await owner.query('select from kernel.audit_seal')
        expect(rowCount).toBe(count)
      }),
  }
}

function eventOf(organisationId: string, n: number) {
  return {
    type: 'thing.happened',
    data: { n, price: 1.5, name: 'Zoë "quoted"', nested: { b: [1, null], a: true } },
    organisationId,
    actorId: 'anna',
    correlationId: `call-${n}`,
  }
}
