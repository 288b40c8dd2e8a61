import { extensionOf } from '../upload/file-name.ts'

const unsafe = /(?![\u200c\u200d])[\p{C}\\/:*?"<>|]/gu
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Names for a folder on anybody's machine, in the same order: no path, nothing that a system
 * reserves, and no two that differ by case alone.
 */
export function archiveNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((given) => {
    const name = safeName(given)
    let candidate = name
    for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) {
      candidate = numbered(name, number)
    }
    taken.add(candidate.toLowerCase())
    return candidate
  })
}

function safeName(given: string): string {
  const plain = given
    .normalize('NFKC')
    .replaceAll(unsafe, '_')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '')
  if (plain === '') return 'file'
  return reserved.test(plain) ? `_${plain}` : plain
}

function numbered(name: string, number: number): string {
  const { length } = extensionOf(name)
  if (length === 0) return `${name} (${number})`
  return `${name.slice(0, -length - 1)} (${number})${name.slice(-length - 1)}`
}
