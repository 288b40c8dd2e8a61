import { expect, test } from 'vitest'
import { atThisOrigin, linksAtThisOrigin } from './at-this-origin.ts'

const viewUrl = 'https://bookings.example.com/files/view.token'

test('a file is shown from where the page came from, whatever the service calls itself', () => {
  expect(atThisOrigin(viewUrl)).toBe('/files/view.token')
})

test('what the service itself gives to save comes from there as well', () => {
  const downloadUrl = 'https://bookings.example.com/files/save.token'
  expect(linksAtThisOrigin({ viewUrl, downloadUrl })).toEqual({
    viewUrl: '/files/view.token',
    downloadUrl: '/files/save.token',
  })
})

test('what a bucket gives to save keeps its address', () => {
  const downloadUrl = 'https://s3.example.com/bucket/key?X-Amz-Signature=1'
  expect(linksAtThisOrigin({ viewUrl, downloadUrl }).downloadUrl).toBe(downloadUrl)
})
