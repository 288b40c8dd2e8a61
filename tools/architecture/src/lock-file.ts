interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
}

/**
 * What would keep `npm ci` from installing elsewhere: a package without its version (npm leaves
 * those of other platforms out when it writes the file beside an installed tree), and the host
 * of a registry that others may not reach.
 */
export function checkLockFile(text: string): readonly string[] {
  const { packages }: LockFile = JSON.parse(text)
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return []
    if (entry.version === undefined) return [`package-lock.json: ${path} has no version`]
    if (entry.resolved?.startsWith('http')) return [`package-lock.json: ${path} names a host`]
    return []
  })
}
