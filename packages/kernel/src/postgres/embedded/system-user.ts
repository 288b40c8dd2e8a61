import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'

/** The account that the server runs as, when it is not our own. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const preferredNames = ['postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the owner of an existing
 * data folder, else `postgres`, else `nobody`. Undefined when we are not root.
 */
export function chooseSystemUser(dataFolder: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readUsers()
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) {
    const known = users.find((user) => user.uid === owner.uid)
    return known ?? { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  }
  for (const name of preferredNames) {
    const user = users.find((candidate) => candidate.name === name)
    if (user) return user
  }
  throw new Error('PostgreSQL can not run as root and there is no user "postgres" or "nobody"')
}

function readUsers(): readonly SystemUser[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (!name || !uid || !gid) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

/**
 * Throws one line with the remedy when `user` can not walk down to `folder`: on a checkout below
 * a home folder of mode 0700 the server could not even start its own program.
 */
export function assertCanEnter(user: SystemUser | undefined, folder: string): void {
  if (!user) return
  for (const step of stepsDownTo(realpathSync(folder))) {
    if (!mayEnter(user, statSync(step))) {
      throw new Error(
        `The embedded PostgreSQL runs as "${user.name}", who can not enter ${step}: ` +
          `run "chmod o+x ${step}", or use a folder outside it`,
      )
    }
  }
}

function stepsDownTo(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...stepsDownTo(parent), folder]
}

function mayEnter(user: SystemUser, { uid, gid, mode }: Stats): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
