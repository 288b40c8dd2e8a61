import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { S3Driver } from 'flydrive/drivers/s3'

/** Where files are kept: a folder of this machine, or a bucket that speaks S3. */
export type FilePlace = FolderPlace | BucketPlace

interface FolderPlace {
  readonly kind: 'folder'
  readonly folder: string
}

interface BucketPlace {
  readonly kind: 's3'
  readonly bucket: string
  readonly region: string
  /** For services that are not Amazon's: `https://s3.example.com`. */
  readonly endpoint?: string | undefined
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Some bytes of a file: from `start` to before `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface OpenPlace {
  readonly disk: Disk
  readPart(key: string, range: Range): Promise<Readable>
}

export function openPlace(place: FilePlace): OpenPlace {
  return place.kind === 'folder' ? openFolder(place) : openBucket(place)
}

function openFolder({ folder }: FolderPlace): OpenPlace {
  return {
    disk: new Disk(new FSDriver({ location: folder, visibility: 'private' })),
    readPart: async (key, { start, end }) =>
      createReadStream(join(folder, key), { start, end: end - 1 }),
  }
}

function openBucket(place: BucketPlace): OpenPlace {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = place
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Buckets of other services seldom have a name in the domain.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
  })
  // Who may read is the links' to say, not the objects': many services have no such lists.
  const driver = new S3Driver({ client, bucket, visibility: 'private', supportsACL: false })
  return {
    disk: new Disk(driver),
    async readPart(key, { start, end }) {
      const range = `bytes=${start}-${end - 1}`
      const part = new GetObjectCommand({ Bucket: bucket, Key: key, Range: range })
      const { Body: body } = await client.send(part)
      if (!(body instanceof Readable)) throw new Error('The bucket answered without a body')
      return body
    },
  }
}
