interface NewFile {
  readonly name: string
  readonly text: string
  /** `text/csv` */
  readonly type: string
}

/** Has the browser save a text as a file. */
export function saveFile({ name, text, type }: NewFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
