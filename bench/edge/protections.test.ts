import { expect, test } from 'vitest'
import { contestantNames } from './contestants.ts'
import { assertProtected } from './protections.ts'

test.each(contestantNames.filter((name) => name !== 'bare'))(
  '%s takes part with its protections on',
  async (name) => {
    await assertProtected(name)
  },
)

test('a contestant without protections is not taken for one with', async () => {
  await expect(assertProtected('bare')).rejects.toThrow('not protected')
})
