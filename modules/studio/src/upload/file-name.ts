// Two joiners stay: without them some scripts are misspelt, and a family becomes its members.
const controls = /(?![\u200c\u200d])[\p{C}\u2028\u2029]/gu
const nothingToSee = /^[.\u200c\u200d\s]*$/
const longestName = 120
const longestExtension = 12

/**
 * What a file is called, from whatever its sender says: one line without a path, controls and
 * marks that turn the order of letters. Only ever shown.
 */
export function cleanFileName(given: string): string {
  const line = given.normalize('NFC').toWellFormed().replaceAll(controls, '')
  const last = line.split(/[\\/]/).at(-1)?.trim() ?? ''
  const name = nothingToSee.test(last) ? 'Untitled' : last
  return shortened(name)
}

/** Cut in the middle, so that its extension stays. */
function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= longestName && name.length <= longestName) return name
  const extension = extensionOf(name)
  const end = extension === '' ? '' : `.${extension}`
  let kept = ''
  for (const letter of letters) {
    if (kept.length + letter.length + end.length > longestName) break
    kept += letter
  }
  // What joins nothing any more goes with what it has joined.
  return kept.replace(/[\u200c\u200d]+$/, '') + end
}

/** In lower case, without the point; empty when there is none. */
export function extensionOf(name: string): string {
  const extension = /[^.]\.([A-Za-z0-9]+)$/.exec(name)?.[1] ?? ''
  return extension.length > longestExtension ? '' : extension.toLowerCase()
}

/** The name without its extension, as the library shows it. */
export function titleOf(name: string): string {
  const extension = extensionOf(name)
  const title = extension === '' ? name : name.slice(0, -extension.length - 1).trim()
  return title === '' ? 'Untitled' : title
}
