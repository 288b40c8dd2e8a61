import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, rgb, type PDFFont, type PDFPage } from 'pdf-lib'
import { readReceiptFont } from '../adapters/receipt-font.ts'
import type { ReceiptFacts, ReceiptLine } from './receipt-facts.ts'

// A4, in points.
const [width, height, margin] = [595.28, 841.89, 56]
const ink = rgb(0.1, 0.1, 0.12)
const pale = rgb(0.45, 0.45, 0.5)

/**
 * A receipt as a PDF of one A4 page, longer ones of several. Its font is embedded: Latin, Greek,
 * Cyrillic, Hebrew, Arabic, Armenian and Georgian names print; what it has no sign for is a box.
 * The same facts at the same time of making are the same bytes.
 */
export async function receiptPdf(facts: ReceiptFacts, madeAt: Date): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.registerFontkit(fontkit)
  // Without a name of ours the subset gets a random one, and no two receipts were the same bytes.
  const font = await pdf.embedFont(await readReceiptFont(), {
    customName: 'Receipt',
    subset: true,
  })
  pdf.setTitle(facts.title)
  pdf.setAuthor(facts.from)
  pdf.setProducer('Holdfast')
  pdf.setCreationDate(madeAt)
  pdf.setModificationDate(madeAt)
  write(new Sheet(pdf, font), facts)
  return pdf.save({ addDefaultPage: false })
}

function write(
  sheet: Sheet,
  { from, title, to, about, prices, payments, foot }: ReceiptFacts,
): void {
  sheet.text(from, 12, pale)
  sheet.text(title, 22)
  sheet.gap(8)
  for (const line of to) sheet.text(line, 11)
  for (const section of [about, prices, payments]) {
    sheet.gap(14)
    sheet.rule()
    for (const line of section) sheet.row(line)
  }
  sheet.gap(20)
  sheet.text(foot, 8, pale)
}

/** Writes from top to bottom, on as many pages as it needs. */
class Sheet {
  #pdf: PDFDocument
  #font: PDFFont
  #page: PDFPage
  #y = height - margin

  constructor(pdf: PDFDocument, font: PDFFont) {
    this.#pdf = pdf
    this.#font = font
    this.#page = pdf.addPage([width, height])
  }

  gap(points: number): void {
    this.#y -= points
    if (this.#y > margin) return
    this.#page = this.#pdf.addPage([width, height])
    this.#y = height - margin
  }

  rule(): void {
    const [start, end] = [
      { x: margin, y: this.#y },
      { x: width - margin, y: this.#y },
    ]
    this.#page.drawLine({ start, end, thickness: 0.5, color: pale })
    this.gap(6)
  }

  text(text: string, size: number, color = ink): void {
    for (const line of wrapped(text, (part) => this.#widthOf(part, size), width - 2 * margin)) {
      this.gap(size * 1.4)
      this.#page.drawText(line, { x: margin, y: this.#y, size, font: this.#font, color })
    }
  }

  row({ label, value, isSum }: ReceiptLine): void {
    const size = isSum ? 12 : 10
    const valueWidth = Math.min(this.#widthOf(value, size), 300)
    const space = width - 2 * margin - valueWidth - 16
    const lines = wrapped(label, (part) => this.#widthOf(part, size), space)
    for (const [index, line] of lines.entries()) {
      this.gap(size * 1.7)
      const common = { y: this.#y, size, font: this.#font, color: ink }
      this.#page.drawText(line, { ...common, x: margin })
      if (index === 0) this.#page.drawText(value, { ...common, x: width - margin - valueWidth })
    }
  }

  #widthOf(text: string, size: number): number {
    return this.#font.widthOfTextAtSize(text, size)
  }
}

/** Lines that are not wider than `space`; a single word that is wider is cut into pieces. */
function wrapped(text: string, widthOf: (part: string) => number, space: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, widthOf, space))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= space) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function pieces(word: string, widthOf: (part: string) => number, space: number): string[] {
  if (widthOf(word) <= space) return [word]
  const half = Math.ceil(word.length / 2)
  const parts = [word.slice(0, half), word.slice(half)]
  return parts.flatMap((part) => (part.length > 1 ? pieces(part, widthOf, space) : [part]))
}
