import type { Readable } from 'node:stream'
import type { Disk } from 'flydrive'

/** Where files are kept: a folder of this machine, or a bucket that speaks S3. */
export type FilePlace = FolderPlace | BucketPlace

export interface FolderPlace {
  readonly kind: 'folder'
  readonly folder: string
}

export interface BucketPlace {
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
