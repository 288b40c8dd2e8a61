/**
 * How often each tag was invalidated. An answer that was asked for before an invalidation may
 * arrive after it: its versions then differ, and it is not kept.
 */
export interface TagVersions {
  of(tags: readonly string[]): string
  raise(tags: readonly string[]): void
  /** Everything that is under way belongs to the past. */
  raiseAll(): void
}

export function createTagVersions(): TagVersions {
  const versions = new Map<string, number>()
  let era = 0
  return {
    of: (tags) => [era, ...tags.map((tag) => versions.get(tag) ?? 0)].join(),
    raise(tags) {
      for (const tag of tags) versions.set(tag, (versions.get(tag) ?? 0) + 1)
    },
    raiseAll() {
      era += 1
    },
  }
}
