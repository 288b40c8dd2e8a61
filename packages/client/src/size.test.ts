import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

const maxBytes = 12_000
const maxConnectBytes = 4_000

test('the whole client weighs no more than 12 kB gzip, without zod', async () => {
  const sizeBytes = gzipSync(await bundle()).byteLength
  process.stdout.write(`@holdfast/client: ${sizeBytes} bytes gzip\n`)
  expect(sizeBytes).toBeLessThanOrEqual(maxBytes)
  // Far too little would mean that something was left out of the measurement.
  expect(sizeBytes).toBeGreaterThan(5_000)
})

test('a connection weighs no more than 4 kB gzip by itself', async () => {
  const sizeBytes = gzipSync(await bundle('./live/connect.ts')).byteLength
  process.stdout.write(`@holdfast/client/connect: ${sizeBytes} bytes gzip\n`)
  expect(sizeBytes).toBeLessThanOrEqual(maxConnectBytes)
  expect(sizeBytes).toBeGreaterThan(1_000)
})

test('the bundle reaches for nothing outside of it', async () => {
  for (const entry of ['./client.ts', './live/connect.ts']) {
    expect(await bundle(entry)).not.toMatch(/\bimport\b[^(]*from|\brequire\(/)
  }
})

async function bundle(entry = './client.ts'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        external: ['zod'],
        preserveEntrySignatures: 'strict',
      },
    },
  })
  const [result] = Array.isArray(built) ? built : [built]
  if (!result || !('output' in result)) throw new Error('vite gave no bundle')
  return result.output.map((part) => ('code' in part ? part.code : '')).join('')
}
