import { dirname, join } from 'node:path/posix'
import { parseSync } from 'oxc-parser'

export interface FoundImport {
  readonly specifier: string
  readonly line: number
  /** The imported file's path from the root, for a relative import. */
  readonly file?: string
}

/** Every static, dynamic and re-exporting import of a source text. Types count as well. */
export function importsOf(path: string, source: string): readonly FoundImport[] {
  const { module, errors } = parseSync(path, source)
  if (errors[0]) throw new Error(`${path} can not be parsed: ${errors[0].message}`)
  const found = [
    ...module.staticImports.map((entry) => entry.moduleRequest),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest] : [])),
    ),
    ...module.dynamicImports.flatMap((entry) => literal(source, entry.moduleRequest)),
  ]
  return found.map(({ value, start }) => ({
    specifier: value,
    line: source.slice(0, start).split('\n').length,
    ...(value.startsWith('.') ? { file: join(dirname(path), value) } : {}),
  }))
}

function literal(source: string, range: { readonly start: number; readonly end: number }) {
  const text = source.slice(range.start, range.end)
  const quoted = /^(['"])(.*)\1$/.exec(text)
  return quoted?.[2] === undefined ? [] : [{ value: quoted[2], start: range.start }]
}
