import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

/** The roles of an embedded server. `superuser` is for bootstrap and for tests. */
export type Role = 'superuser' | 'owner' | 'app'

export const roleNames = {
  superuser: 'postgres',
  owner: 'holdfast_owner',
  app: 'holdfast_app',
} as const satisfies Record<Role, string>

export type Passwords = Readonly<Record<Role, string>>

/** The files of one embedded server, all below one folder. */
export interface DataFolder {
  readonly root: string
  /** What PostgreSQL calls its data directory; belongs to the account the server runs as. */
  readonly data: string
  /** An initdb in progress; renamed to `data` when it is complete. */
  readonly unfinished: string
  readonly log: string
  readonly passwords: string
  /** Exists once roles and the database are there. */
  readonly ready: string
}

/** Creates the folder when it is missing. Open to enter, because the server is another account. */
export async function openDataFolder(root: string): Promise<DataFolder> {
  if (!existsSync(root)) {
    await mkdir(root, { recursive: true })
    await chmod(root, 0o755)
  }
  return describeDataFolder(root)
}

/** Where everything would be. Touches nothing. */
export function describeDataFolder(root: string): DataFolder {
  return {
    root,
    data: join(root, 'data'),
    unfinished: join(root, 'data.unfinished'),
    log: join(root, 'server.log'),
    passwords: join(root, 'passwords.json'),
    ready: join(root, 'ready'),
  }
}

/** The roles' passwords: made at the first call, readable by this account only. */
export async function readOrCreatePasswords(folder: DataFolder): Promise<Passwords> {
  if (!existsSync(folder.passwords)) {
    if (existsSync(folder.data)) throw damaged(folder, 'is missing')
    const passwords = { superuser: newPassword(), owner: newPassword(), app: newPassword() }
    const draft = `${folder.passwords}.draft`
    await writeFile(draft, JSON.stringify(passwords), { mode: 0o600 })
    await rename(draft, folder.passwords)
  }
  return readPasswords(folder)
}

/** The roles' passwords that are there. */
export async function readPasswords(folder: DataFolder): Promise<Passwords> {
  return parsePasswords(folder, await readFile(folder.passwords, 'utf8'))
}

/** The address of the server at `port` for a role. It contains a password. */
export function connectionStringOf(
  { passwords, port }: { readonly passwords: Passwords; readonly port: number },
  role: Role,
  database = 'holdfast',
): string {
  return `postgres://${roleNames[role]}:${passwords[role]}@127.0.0.1:${port}/${database}`
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

function parsePasswords(folder: DataFolder, text: string): Passwords {
  const parsed: unknown = JSON.parse(text)
  if (isPasswords(parsed)) return parsed
  throw damaged(folder, 'is damaged')
}

function damaged(folder: DataFolder, how: string): Error {
  return new Error(`${folder.passwords} ${how}: restore it, or move ${folder.root} away`)
}

function isPasswords(value: unknown): value is Passwords {
  if (typeof value !== 'object' || value === null) return false
  return Object.keys(roleNames).every(
    (role) =>
      role in value && typeof Object.entries(value).find(([key]) => key === role)?.[1] === 'string',
  )
}
