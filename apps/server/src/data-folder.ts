import { access, constants, mkdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

/** The data folder can not be used. One line, with the remedy. */
export class UnusableDataFolder extends Error {
  override readonly name = 'UnusableDataFolder'
}

/** Makes the data folder when it is not there, or throws `UnusableDataFolder`. */
export async function prepareDataFolder(folder: string): Promise<void> {
  const path = resolve(folder)
  try {
    await mkdir(path, { recursive: true })
    if (!(await stat(path)).isDirectory()) throw new Error('it is not a folder')
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new UnusableDataFolder(
      `The data folder ${path} can not be used. Set HOLDFAST_DATA_DIR to one that you may write.`,
      { cause },
    )
  }
}
