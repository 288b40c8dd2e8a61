import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { toasts } from '../../../data/notify.ts'
import { storeQuery } from '../data/store-queries.ts'
import { tellStoreNews } from './tell-store-news.ts'

beforeEach(() => {
  for (const { id } of toasts.read()) toasts.dismiss(id)
})

let stores = 0

/** A store as the service would give it, and somebody who may be looking at it. */
function given({ phase, isSeen = false }: { readonly phase: string; readonly isSeen?: boolean }) {
  const storeId = `store-${(stores += 1)}`
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const open = vi.fn<() => void>()
  const store = { name: 'Pier 9', phase, desired: 'running', failure: null, changedAt: 'now' }
  vi.spyOn(queryClient, 'fetchQuery').mockResolvedValue(store)
  expect(storeQuery(storeId).queryKey).toContain(storeId)
  const tell = () => tellStoreNews({ storeId, queryClient, isSeen: () => isSeen, open })
  return { tell, open }
}

const words = () => toasts.read().map(({ text }) => text)

test('who looks at something else is told once, and led there', async () => {
  const { tell, open } = given({ phase: 'ready' })
  await tell()
  await tell()
  expect(words()).toEqual(['Pier 9 is ready'])
  toasts.read()[0]?.action?.run()
  expect(open).toHaveBeenCalledOnce()
})

test('who looks at the store sees it there, and is not told again elsewhere', async () => {
  const { tell } = given({ phase: 'ready', isSeen: true })
  await tell()
  expect(words()).toEqual([])
})

test('what is only under way is no news', async () => {
  const { tell } = given({ phase: 'provisioning' })
  await tell()
  expect(words()).toEqual([])
})
