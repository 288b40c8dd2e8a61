import { expect, test } from 'vitest'
import { createProgressReader, type MediaProgress } from './progress-reader.ts'

const ofOldProgram = 'frame=10\ntotal_size=100\nout_time_ms=400000\nprogress=continue\n'
const ofNewProgram = 'frame=20\nout_time_us=800000\nout_time_ms=800000\nprogress=continue\n'

test('times of old and new programs are read, however the text is cut', () => {
  const text = ofOldProgram + ofNewProgram
  for (const size of [1, 7, 1000])
    expect(read(cut(text, size)).map(({ outputMs }) => outputMs)).toEqual([400, 800])
})

test('saying the same again is no progress; a frame, a byte or a moment more is', () => {
  const blocks = [
    'frame=1\ntotal_size=N/A\nout_time_ms=N/A\nprogress=continue\n',
    'frame=1\ntotal_size=N/A\nout_time_ms=N/A\nprogress=continue\n',
    'frame=1\ntotal_size=9\nout_time_ms=N/A\nprogress=continue\n',
    'frame=1\ntotal_size=9\nout_time_ms=1\nprogress=end\n',
  ]
  expect(read(blocks).map(({ hasMoved }) => hasMoved)).toEqual([true, false, true, true])
})

test('before the first frame the time is unknown, also when it is below nothing', () => {
  const times = ['out_time_ms=N/A', 'out_time_ms=-9223372036854775808', 'out_time_ms=0']
  const found = read(times.map((time) => `${time}\nprogress=continue\n`))
  expect(found.map(({ outputMs }) => outputMs)).toEqual([undefined, undefined, undefined])
})

test('a program that prints something else without end costs no memory and moves nothing', () => {
  const noise = ['x'.repeat(100_000), '\n', 'a=b\n'.repeat(10_000)]
  expect(read(noise)).toEqual([])
})

function read(chunks: readonly string[]): readonly MediaProgress[] {
  const found: MediaProgress[] = []
  const take = createProgressReader((progress) => found.push(progress))
  for (const chunk of chunks) take(chunk)
  return found
}

function cut(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
}
