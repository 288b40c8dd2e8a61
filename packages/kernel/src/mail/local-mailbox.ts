import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock, type Clock } from '../clock/clock.ts'
import { checkMail, mailKey } from './check-mail.ts'
import type { Mail, Mailer } from './mailer.ts'

const storedMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: z.iso.datetime(),
  attachments: z.array(
    z.object({ fileName: z.string(), contentType: z.string(), base64: z.string() }),
  ),
})

/** A mail as the mailbox keeps it. */
export type StoredMail = z.output<typeof storedMail>

export interface Mailbox extends Mailer {
  /** The newest first, at most `limit` (200 unless told). */
  list(limit?: number): Promise<readonly StoredMail[]>
  read(id: string): Promise<StoredMail | undefined>
  /** Deletes the mails whose address `isTheirs`. Safe to call twice. */
  forget(isTheirs: (to: string) => boolean): Promise<void>
}

/**
 * A mailbox of files, for development: one file for each mail id, which appears whole or not
 * at all, and stays as it is when the same mail is sent again.
 */
export function createLocalMailbox(folder: string, clock: Clock = systemClock): Mailbox {
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true })
      await writeOnce(pathOf(folder, mail.id), toStored(checkMail(mail), clock.now()))
    },
    async list(limit = 200) {
      const newest = (await filesByAge(folder)).slice(0, limit)
      const mails = await Promise.all(newest.map((path) => readMail(path)))
      return mails
        .filter((mail) => mail !== undefined)
        .sort((one, other) => other.sentAt.localeCompare(one.sentAt))
    },
    read: (id) => readMail(pathOf(folder, id)),
    async forget(isTheirs) {
      for (const path of await filesByAge(folder)) {
        const mail = await readMail(path)
        if (mail && isTheirs(mail.to)) await rm(path, { force: true })
      }
    },
  }
}

function pathOf(folder: string, id: string): string {
  return join(folder, `${mailKey(id)}.json`)
}

function toStored(mail: Mail, sentAt: Date): StoredMail {
  const { id, to, subject, text, html, attachments = [] } = mail
  const stored = attachments.map(({ fileName, contentType, content }) => ({
    fileName,
    contentType,
    base64: Buffer.from(content).toString('base64'),
  }))
  return { id, to, subject, text, html, sentAt: sentAt.toISOString(), attachments: stored }
}

async function writeOnce(path: string, mail: StoredMail): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, JSON.stringify(mail, undefined, 2), { mode: 0o600, flag: 'wx' })
    await link(draft, path)
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function filesByAge(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return []
    throw error
  })
  const paths = names
    .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    .map((name) => join(folder, name))
  const aged = await Promise.all(
    paths.map(async (path) => ({ path, writtenMs: (await stat(path)).mtimeMs })),
  )
  return aged.sort((one, other) => other.writtenMs - one.writtenMs).map(({ path }) => path)
}

async function readMail(path: string): Promise<StoredMail | undefined> {
  try {
    return storedMail.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined
    throw new Error(`${path} is not a stored mail`, { cause: error })
  }
}

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
