import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where those lie that were given. */
interface PrivatePaths {
  readonly values: string
  readonly kubeconfig: string
}

/**
 * Runs `work` with a folder that only we can enter, and in it a file for each of these that only we can
 * read, and takes all of it away afterwards, however it went.
 */
export async function withPrivateFiles<T>(
  files: { readonly values?: object; readonly kubeconfig?: object },
  work: (folder: string, paths: PrivatePaths) => Promise<T>,
): Promise<T> {
  // mkdtemp makes it with the mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-helm-'))
  try {
    const paths = {
      values: join(folder, 'values.json'),
      kubeconfig: join(folder, 'kubeconfig.json'),
    }
    for (const name of ['values', 'kubeconfig'] as const) {
      const content = files[name]
      if (content === undefined) continue
      await writeFile(paths[name], plainJson(content), { mode: 0o600, flag: 'wx' })
    }
    return await work(folder, paths)
  } finally {
    await rm(folder, { recursive: true, force: true })
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
