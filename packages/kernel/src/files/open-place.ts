import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { BucketPlace, FilePlace, FolderPlace, OpenPlace } from './place.ts'

/** Opened when it is first asked for: the library for buckets is read by whoever has one. */
export function openPlace(place: FilePlace): () => Promise<OpenPlace> {
  let opened: Promise<OpenPlace> | undefined
  return () => (opened ??= place.kind === 'folder' ? openFolder(place) : openBucket(place))
}

async function openFolder({ folder }: FolderPlace): Promise<OpenPlace> {
  return {
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    readPart: async (key, { start, end }) =>
      createReadStream(join(folder, key), { start, end: end - 1 }),
  }
}

async function openBucket(place: BucketPlace): Promise<OpenPlace> {
  const bucket = await import('./open-bucket.ts')
  return bucket.openBucket(place)
}
