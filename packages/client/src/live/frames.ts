/** One frame of a stream: an event, or with a name a word about the stream itself. */
export interface Frame {
  readonly id?: string
  readonly event?: string
  readonly retry?: string
  readonly data?: string
}

/** Puts frames together from pieces of text that end anywhere. */
export function createFrameReader(): (text: string) => readonly Frame[] {
  let rest = ''
  return (text) => {
    const blocks = (rest + text).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    return blocks.map(parse)
  }
}

function parse(block: string): Frame {
  return Object.fromEntries(
    block.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
    }),
  )
}
