import { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Disk } from 'flydrive'
import { S3Driver } from 'flydrive/drivers/s3'
import type { BucketPlace, OpenPlace } from './place.ts'

export function openBucket(place: BucketPlace): OpenPlace {
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
