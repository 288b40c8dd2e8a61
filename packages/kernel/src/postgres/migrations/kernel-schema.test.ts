import { travelSchema } from '@holdfast/testing/schema'
import { expect, test } from 'vitest'

const folder = `${import.meta.dirname}/../../../migrations`

test('the kernel’s own migrations: up → down → up leaves the committed schema', async () => {
  const { up, down, upAgain } = await travelSchema('kernel', [{ name: 'kernel', folder }])
  expect(upAgain).toBe(up)
  expect(down.match(/create (?:or replace )?(?:table|function|type) \S+/gi)).toEqual([
    'create table kernel.migration',
  ])
  await expect(up).toMatchFileSnapshot('../../../schema.sql')
})
