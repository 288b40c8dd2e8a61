import { importsOf, type FoundImport } from './imports.ts'
import { refuse } from './rules.ts'
import { zoneOfFile, zoneOfSpecifier } from './zones.ts'

export interface Source {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** One line per import, cycle or habit that the architecture does not allow. */
export function checkArchitecture(sources: readonly Source[]): readonly string[] {
  const parsed = sources.map((source) => ({
    ...source,
    imports: importsOf(source.path, source.text),
  }))
  return [
    ...parsed.flatMap(({ path, imports }) => imports.flatMap((found) => checkImport(path, found))),
    ...findCycles(new Map(parsed.map(({ path, imports }) => [path, filesOf(imports)]))),
    ...sources.flatMap(checkHabits),
  ]
}

function checkImport(path: string, found: FoundImport): readonly string[] {
  const reason = refuse({
    from: zoneOfFile(path),
    to: found.file ? zoneOfFile(found.file) : zoneOfSpecifier(found.specifier),
    isTest: isTest(path),
  })
  return reason ? [`${path}:${found.line} imports ${found.specifier}: ${reason}`] : []
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /\/(fixtures|tests)\//.test(path)
}

function filesOf(imports: readonly FoundImport[]): readonly string[] {
  return imports.flatMap(({ file }) => (file ? [file] : []))
}

/** Each import cycle once, as `a → b → a`. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path)
    if (start >= 0) {
      cycles.push(`import cycle: ${[...trail.slice(start), path].join(' → ')}`)
      return
    }
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return cycles
}

interface Habit {
  readonly pattern: RegExp
  readonly reason: string
  readonly allowed: (path: string) => boolean
}

const habits: readonly Habit[] = [
  {
    pattern: /\bprocess\.env\b/,
    reason: 'the environment is read in env.ts or main.ts, and parsed there',
    allowed: (path) =>
      isTest(path) || /(^|\/)(env|main)\.ts$|^packages\/testing\/|^bench\//.test(path),
  },
  {
    pattern: /^export \*/m,
    reason: 'exports are named one by one',
    allowed: () => false,
  },
]

function checkHabits({ path, text }: Source): readonly string[] {
  if (path.startsWith('tools/architecture/')) return []
  return habits.flatMap(({ pattern, reason, allowed }) => {
    const at = text.search(pattern)
    if (at < 0 || allowed(path)) return []
    return [`${path}:${text.slice(0, at).split('\n').length} ${reason}`]
  })
}
