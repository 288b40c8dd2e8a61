import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const commands = ['chromium', 'chromium-browser', 'google-chrome']

/** The system's Chromium. Without one a proof fails with the remedy; it is never left out. */
export function findChromium(path = process.env['PATH'] ?? ''): string {
  const found = path
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)))
    .find(isExecutable)
  if (found === undefined) {
    throw new Error(`No browser: install one of ${commands.join(', ')} so that it is on the PATH.`)
  }
  return found
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
