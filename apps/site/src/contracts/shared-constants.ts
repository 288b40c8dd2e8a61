/** Code for values: `constants` first, then what stands for each value. */
export interface SharedCode {
  readonly constants: readonly string[]
  readonly expressions: readonly string[]
}

// Below this a name saves nothing.
const shortestText = 24

/**
 * Values of JSON as code in which whatever occurs more than once is written once: a booking is the
 * answer of many routes, and too long for gzip to see that it comes again.
 */
export function shareConstants(values: readonly unknown[]): SharedCode {
  const counts = new Map<string, number>()
  for (const value of values) count(value, counts)
  const names = new Map<string, string>()
  const constants: string[] = []
  return { expressions: values.map((value) => codeOf(value)), constants }

  function codeOf(value: unknown): string {
    const text = JSON.stringify(value)
    if (!isObject(value) || text.length < shortestText) return text
    if ((counts.get(text) ?? 0) < 2) return codeOfMembers(value)
    const known = names.get(text)
    if (known !== undefined) return known
    const code = codeOfMembers(value)
    const name = `shared${names.size}`
    names.set(text, name)
    constants.push(`const ${name} = ${code}`)
    return name
  }

  function codeOfMembers(value: object): string {
    if (Array.isArray(value)) return `[${value.map((item) => codeOf(item)).join(',')}]`
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${codeOf(member)}`)
    return `{${members.join(',')}}`
  }
}

/** How often each object occurs; what is inside of one that came before is not counted again. */
function count(value: unknown, counts: Map<string, number>): void {
  if (!isObject(value)) return
  const text = JSON.stringify(value)
  const before = counts.get(text) ?? 0
  counts.set(text, before + 1)
  if (before === 0) for (const member of Object.values(value)) count(member, counts)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
