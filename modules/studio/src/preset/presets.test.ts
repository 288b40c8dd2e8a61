import { newId } from '@holdfast/kernel/ids'
import { expect, test } from 'vitest'
import type { AvatarSettings } from '../contract.ts'
import { givenMaking } from '../fixtures/given-making.ts'
import { createPreset, deletePreset, listPresets } from './presets.ts'

const { contextOf } = await givenMaking()
const settings: AvatarSettings = { from: 'engine', engine: 'dicebear', style: 'glass', size: 256 }

function someone(organisationId: string = newId()) {
  const actions = new Set(['studio.read', 'studio.create', 'studio.delete'])
  return contextOf({ id: newId(), kind: 'person', organisationId, actions })
}

test('a preset is kept for everybody of the organisation, and for nobody else', async () => {
  const ctx = someone()
  const kept = await createPreset(ctx, { body: { name: 'House', settings } })
  expect(kept).toMatchObject({ name: 'House', settings })
  expect(await listPresets(someone(ctx.organisationId))).toEqual({ items: [kept] })
  const stranger = someone()
  expect(await listPresets(stranger)).toEqual({ items: [] })
  const gone = { params: { id: kept.id } }
  await expect(deletePreset(stranger, gone)).rejects.toMatchObject({ code: 'studio.unknownPreset' })
  await deletePreset(ctx, gone)
  expect(await listPresets(ctx)).toEqual({ items: [] })
})

test('one of the same name takes the place of the other', async () => {
  const ctx = someone()
  await createPreset(ctx, { body: { name: 'House', settings } })
  const newer = { ...settings, size: 512 }
  await createPreset(ctx, { body: { name: 'House', settings: newer } })
  const { items } = await listPresets(ctx)
  expect(items.map((preset) => preset.settings)).toEqual([newer])
})

test('nobody has more than 50, also when 60 are kept at once', async () => {
  const ctx = someone()
  const names = Array.from({ length: 60 }, (_, index) => `Style ${index}`)
  const kept = await Promise.allSettled(
    names.map((name) => createPreset(ctx, { body: { name, settings } })),
  )
  const refused = kept.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(10)
  expect((await listPresets(ctx)).items).toHaveLength(50)
})
