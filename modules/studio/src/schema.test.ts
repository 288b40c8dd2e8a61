import { travelSchema } from '@holdfast/testing/schema'
import { expect, test } from 'vitest'
import { migrations } from './fixtures/migrations.ts'

test('the committed schema is what the migrations make, and they can be taken back', async () => {
  const { up, down, upAgain } = await travelSchema('studio', migrations)
  await expect(up).toMatchFileSnapshot('../schema.sql')
  expect(upAgain).toBe(up)
  expect(down.trim()).toBe('')
})
