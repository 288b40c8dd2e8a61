interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/**
 * What would keep `npm ci` from installing elsewhere: a package without its version, one for
 * another platform that is left out (npm does so silently when a registry does not have it, and
 * then refuses its own file), and the host of a registry that others may not reach.
 */
export function checkLockFile(text: string): readonly string[] {
  const { packages }: LockFile = JSON.parse(text)
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  const leftOut = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !locked.has(name))
      .map((name) => `package-lock.json: ${path} needs ${name}, which is left out`),
  )
  const unusable = Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return []
    if (entry.version === undefined) return [`package-lock.json: ${path} has no version`]
    if (entry.resolved?.startsWith('http')) return [`package-lock.json: ${path} names a host`]
    return []
  })
  return [...leftOut, ...unusable]
}
