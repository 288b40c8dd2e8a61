import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs `work` with a folder that only we can enter and the values in a file that only we can read,
 * and takes both away afterwards, however it went.
 */
export async function withPrivateFolder<T>(
  values: object | undefined,
  work: (folder: { readonly home: string; readonly valuesFile: string }) => Promise<T>,
): Promise<T> {
  // mkdtemp makes it with the mode 0700.
  const home = await mkdtemp(join(tmpdir(), 'holdfast-helm-'))
  const valuesFile = join(home, 'values.json')
  try {
    if (values) await writeFile(valuesFile, plainJson(values), { mode: 0o600, flag: 'wx' })
    return await work({ home, valuesFile })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/**
 * JSON that is YAML too, since helm reads it as such: what YAML takes for a break of line or
 * forbids is escaped, and half a surrogate pair, which is no character, is replaced.
 */
function plainJson(values: object): string {
  const wellFormed = JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
  return wellFormed.replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
