import { newId } from '@holdfast/kernel/ids'
import { appendEvent } from '@holdfast/kernel/events'
import { expect, test } from 'vitest'
import { givenOperations, partsWith } from '../fixtures/given-operations.ts'
import { listAuditTrail } from './list-audit-trail.ts'

const { staffOf, database } = await givenOperations()

const happened = (organisationId: string, actorId: string, type = 'booking.cancelled') =>
  database.transaction((tx) =>
    appendEvent(tx, {
      type,
      data: { n: 1 },
      subject: 's',
      organisationId,
      actorId,
      correlationId: 'c',
    }),
  )

const list = (organisationId: string, query: Record<string, string> = {}, parts = partsWith()) =>
  listAuditTrail(
    staffOf(organisationId),
    { params: undefined, query: { limit: 50, ...query }, body: undefined },
    parts,
  )

test('each entry says who it was: by name, by what they are, and by their id when nobody knows them', async () => {
  const [own, rosa, gone] = [newId(), newId(), newId()]
  for (const actorId of [`guest:${newId()}`, 'system', 'key:1', rosa, gone]) {
    await happened(own, actorId)
  }
  await happened(newId(), rosa)
  const { items } = await list(own, {}, partsWith({ [rosa]: 'Rosa', 'key:1': 'Export' }))
  expect(items.map(({ by, actor }) => [by, actor.name])).toEqual([
    ['staff', undefined],
    ['staff', 'Rosa'],
    ['machine', 'Export'],
    ['system', undefined],
    ['guest', undefined],
  ])
})

test('the cursor goes on where the page ended', async () => {
  const own = newId()
  for (const type of ['a', 'b', 'c']) await happened(own, 'system', type)
  const first = await listAuditTrail(
    staffOf(own),
    { params: undefined, query: { limit: 2 }, body: undefined },
    partsWith(),
  )
  const second = await list(own, { cursor: String(first.page.nextCursor) })
  expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(['c', 'b', 'a'])
  expect(second.page).toEqual({ limit: 50, hasMore: false })
})
