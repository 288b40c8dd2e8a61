import { expect, test } from 'vitest'
import { archiveNames } from '../asset/archive-names.ts'
import { downloadNameOf } from '../inspect/formats.ts'
import { cleanFileName, extensionOf, titleOf } from './file-name.ts'
import { readChecksum, readMetadata } from './tus-headers.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

test.each([
  { given: 'clip.mp4', clean: 'clip.mp4', title: 'clip', extension: 'mp4' },
  { given: 'C:\\Users\\me\\clip.MP4', clean: 'clip.MP4', title: 'clip', extension: 'mp4' },
  { given: 'a/../b.png', clean: 'b.png', title: 'b', extension: 'png' },
  { given: '..', clean: 'Untitled', title: 'Untitled', extension: '' },
  { given: '', clean: 'Untitled', title: 'Untitled', extension: '' },
  { given: '.png', clean: '.png', title: '.png', extension: '' },
  { given: 'photo.tar.gz', clean: 'photo.tar.gz', title: 'photo.tar', extension: 'gz' },
  { given: 'no end', clean: 'no end', title: 'no end', extension: '' },
  {
    given: 'a.verylongextension',
    clean: 'a.verylongextension',
    title: 'a.verylongextension',
    extension: '',
  },
  // A family, and a word of Persian that is misspelt without its joiner.
  { given: '👨‍👩‍👧.png', clean: '👨‍👩‍👧.png', title: '👨‍👩‍👧', extension: 'png' },
  {
    given: 'می\u200cخواهم.mp3',
    clean: 'می\u200cخواهم.mp3',
    title: 'می\u200cخواهم',
    extension: 'mp3',
  },
  { given: '\u200d\u200c.', clean: 'Untitled', title: 'Untitled', extension: '' },
  { given: 'a\u0000\u200b\u202egnp.mp4', clean: 'agnp.mp4', title: 'agnp', extension: 'mp4' },
  { given: 'e\u0301te\u0301.jpg', clean: 'été.jpg', title: 'été', extension: 'jpg' },
])('the name $given becomes $clean, is shown as $title, ends in $extension', (name) => {
  expect(cleanFileName(name.given)).toBe(name.clean)
  expect([titleOf(name.clean), extensionOf(name.clean)]).toEqual([name.title, name.extension])
})

test('a name of any length fits, with its end, and is cut between letters', () => {
  const name = cleanFileName(`${'👩‍🍳'.repeat(100)}.webm`)
  expect(name.length).toBeLessThanOrEqual(120)
  expect(name.endsWith('.webm')).toBe(true)
  expect(name.isWellFormed()).toBe(true)
  expect(name).not.toMatch(/\u200d\./)
})

test.each([
  [`filename ${base64('a.png')},filetype ${base64('image/png')}`, 'a.png', 'image/png'],
  [`filetype ${base64('image/png')}, filename ${base64('ä.png')}`, 'ä.png', 'image/png'],
  [`name ${base64('b.png')}`, 'b.png', undefined],
  [`filename ${base64('c\0.png')},filetype ${base64('image/png;\0')}`, 'c.png', 'image/png;'],
  ['filename', '', undefined],
  ['filename %%%%', '', undefined],
  ['', '', undefined],
  [undefined, '', undefined],
])('what a client says as %j is read', (header, fileName, declaredType) => {
  expect(readMetadata(header)).toEqual({ fileName, declaredType })
})

test('a checksum is one of two kinds, and as long as its kind is', () => {
  expect(readChecksum(undefined)).toBeUndefined()
  const sha1 = Buffer.alloc(20, 1).toString('base64')
  expect(readChecksum(`sha1 ${sha1}`)).toMatchObject({ algorithm: 'sha1' })
  for (const wrong of ['sha1', `sha256 ${sha1}`, `md5 ${sha1}`, 'sha1 !!!', '']) {
    expect(() => readChecksum(wrong)).toThrow('sha1 or sha256')
  }
})

test('names in an archive are safe everywhere and all different', () => {
  const given = [
    'a.png',
    'A.PNG',
    'a.png',
    'b',
    'B',
    '../x',
    'com1.mp4',
    '...',
    'q?*.png ',
    '👨‍👩‍👧.png',
  ]
  expect(archiveNames(given)).toEqual([
    'a.png',
    'A (2).PNG',
    'a (3).png',
    'b',
    'B (2)',
    '_x',
    '_com1.mp4',
    'file',
    'q__.png',
    '👨‍👩‍👧.png',
  ])
})

test.each([
  ['Grill', 'image/jpeg', 'Grill.jpg'],
  ['Grill.jpg', 'image/jpeg', 'Grill.jpg'],
  ['Grill.png', 'image/jpeg', 'Grill.png.jpg'],
  ['Song', 'audio/mp4', 'Song.m4a'],
])('%j, a %s, is saved as %j', (name, type, saved) => {
  expect(downloadNameOf({ name, content_type: type })).toBe(saved)
})
