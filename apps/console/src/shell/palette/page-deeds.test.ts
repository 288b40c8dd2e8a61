import { Mail } from 'lucide-react'
import { expect, test } from 'vitest'
import { createPageDeeds } from './page-deeds.ts'

test('what a page offers is there until the page is left', () => {
  const pageDeeds = createPageDeeds()
  const deeds = [{ name: 'E-mail the guest', Icon: Mail, run: () => undefined }]
  const leave = pageDeeds.offer('This booking', deeds)
  expect(pageDeeds.all()).toEqual([{ title: 'This booking', deeds }])
  leave()
  expect(pageDeeds.all()).toEqual([])
})
