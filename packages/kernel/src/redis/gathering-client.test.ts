import { once } from 'node:events'
import { startRedisServer } from '@holdfast/testing/redis'
import { expect, test } from 'vitest'
import { GatheringClient } from './gathering-client.ts'

/** A client whose writes are counted: how many commands each of them carries. */
async function given() {
  const server = await startRedisServer()
  const client = new GatheringClient(server.url)
  await once(client, 'ready')
  const writes: number[] = []
  const { stream } = client
  const write = stream._write.bind(stream)
  const writeMany = stream._writev?.bind(stream)
  stream._write = (chunk, encoding, done) => {
    writes.push(1)
    write(chunk, encoding, done)
  }
  stream._writev = (chunks, done) => {
    writes.push(chunks.length)
    writeMany?.(chunks, done)
  }
  return {
    client,
    writes,
    async [Symbol.asyncDispose]() {
      client.disconnect()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('the commands of one turn leave eight to a write, in their order, and none is left over', async () => {
  await using one = await given()
  const counts = await Promise.all(Array.from({ length: 21 }, () => one.client.incr('count')))
  expect(counts).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
  expect(one.writes).toEqual([8, 8, 5])
})

test('a command alone leaves at the end of its turn, in every turn', async () => {
  await using one = await given()
  for (let turn = 1; turn <= 3; turn++) expect(await one.client.incr('count')).toBe(turn)
  expect(one.writes).toEqual([1, 1, 1])
})
