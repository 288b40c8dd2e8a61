import { expect, test } from 'vitest'
import { explainEnding, explainProbe } from './explain-ending.ts'

const endings: readonly (readonly [code: number, said: string, name: string | undefined])[] = [
  [0, 'a warning', undefined],
  [137, '', 'MediaKilled'],
  [152, '', 'MediaStuck'],
  [153, '', 'MediaRefused'],
  [139, '', 'MediaRefused'],
  [134, 'Assertion failed', 'MediaRefused'],
  [1, 'a.mp4: Invalid data found when processing input', 'MediaRefused'],
  [1, "Protocol 'http' not on whitelist 'file,pipe'!", 'MediaRefused'],
  [1, 'av_interleaved_write_frame(): No space left on device', 'NoSpaceLeft'],
  [1, 'av_interleaved_write_frame(): Disk quota exceeded', 'NoSpaceLeft'],
  [1, '[h264] Cannot allocate memory', 'MediaKilled'],
  [1, 'a.mp4: No such file or directory', 'Error'],
  [127, 'nice: not found', 'Error'],
  [1, '', 'Error'],
]

test.each(endings)('an end by %i that says "%s" is %s', (code, said, name) => {
  expect(explainEnding({ code, said })?.name).toBe(name)
})

test('what ffprobe can not read is the fault of the file, unless it is missing or was killed', () => {
  const names = [
    { code: 1, said: 'a.mp3: Invalid argument' },
    { code: 1, said: 'Cannot allocate memory' },
    { code: 1, said: 'a.mp3: No such file or directory' },
    { code: 1, said: 'a.mp3: Permission denied' },
    { code: 137, said: '' },
    { code: 0, said: '' },
  ].map((ending) => explainProbe(ending)?.name)
  expect(names).toEqual([
    'MediaRefused',
    'MediaRefused',
    'Error',
    'Error',
    'MediaKilled',
    undefined,
  ])
})

test('an unknown end names the last lines without the folders, and never all of them', () => {
  const said = `${'first\n'.repeat(100)}/data/secret/attempts/7/a.mp4: Odd ${'x'.repeat(5_000)}\n`
  const { message } = explainEnding({ code: 1, said }) ?? new Error('none')
  expect(message).toContain('ffmpeg ended with 1: first\nfirst')
  expect(message).toContain('…/a.mp4: Odd x')
  expect(message).not.toMatch(/data|secret/)
  expect(message.length).toBeLessThan(500)
})
