import type { Kysely, Selectable } from 'kysely'
import type { Upload } from '../contract.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

export type UploadRecord = Selectable<StudioTables['studio.upload']>
export type UploadPart = Selectable<StudioTables['studio.upload_part']>
type Db = Kysely<StudioTables>

/** Whose upload it must be: an upload belongs to who began it. */
export interface Uploader {
  readonly organisationId: string
  readonly actor: { readonly id: string }
}

/** Throws `studio.unknownUpload`, also for somebody else's. */
export async function requireUpload(db: Db, who: Uploader, id: string): Promise<UploadRecord> {
  return found(await uploadsOf(db, who, id).executeTakeFirst())
}

/** The same, and whoever else wants to change it waits. */
export async function lockUpload(db: Db, who: Uploader, id: string): Promise<UploadRecord> {
  return found(await uploadsOf(db, who, id).forUpdate().executeTakeFirst())
}

function uploadsOf(db: Db, { organisationId, actor }: Uploader, id: string) {
  return db
    .selectFrom('studio.upload')
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .where('created_by', '=', actor.id)
    .selectAll()
}

function found(upload: UploadRecord | undefined): UploadRecord {
  if (!upload) throw problems.unknownUpload()
  return upload
}

/** What has come of an upload, in its order. */
export async function partsOfUpload(db: Db, uploadId: string): Promise<readonly UploadPart[]> {
  return db
    .selectFrom('studio.upload_part')
    .where('upload_id', '=', uploadId)
    .orderBy('starts_at')
    .selectAll()
    .execute()
}

/** Takes the pieces away from an upload. Their files are the caller's to release or to adopt. */
export async function takeParts(db: Db, uploadId: string): Promise<readonly string[]> {
  const rows = await db
    .deleteFrom('studio.upload_part')
    .where('upload_id', '=', uploadId)
    .returning('key')
    .execute()
  return rows.map(({ key }) => key)
}

/** Whether it takes more bytes now. */
export function isOpen({ state, expires_at: expiresAt }: UploadRecord, now: Date): boolean {
  return state === 'open' && expiresAt !== null && expiresAt > now
}

/** Whether it was taken back, or not continued in time: nothing will come of it any more. */
export function hasRunOut(upload: UploadRecord, now: Date): boolean {
  return upload.state === 'ended' || (upload.state === 'open' && !isOpen(upload, now))
}

export function uploadOnWire(upload: UploadRecord): Upload {
  return {
    id: upload.id,
    state: upload.state,
    fileName: upload.file_name,
    offset: upload.received,
    length: upload.length,
    assetId: upload.asset_id,
    refusal: upload.refusal && { code: upload.refusal.code, message: upload.refusal.message },
    expiresAt: upload.expires_at?.toISOString() ?? null,
    createdAt: upload.created_at.toISOString(),
  }
}
