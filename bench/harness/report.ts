import { availableParallelism, loadavg } from 'node:os'
import type { Spread } from './rounds.ts'

/** Columns padded to their widest cell; the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
  return rows.map(line).join('\n')
}

export function cells({ median, min, max }: Spread, digits = 0): string[] {
  return [median, min, max].map((value) => value.toFixed(digits))
}

/** The last line of every comparison: this project divided by each other, bigger is better. */
export function jsonLine(bench: string, ratios: Readonly<Record<string, Spread>>): string {
  const rounded = Object.entries(ratios).map(([name, { median }]) => [
    name,
    Math.round(median * 100) / 100,
  ])
  return JSON.stringify({ bench, ratios: Object.fromEntries(rounded) })
}

/** How busy the machine is besides; above half of it, the figures say little. */
export function machineLine(): string {
  const [load = 0] = loadavg()
  const processors = availableParallelism()
  const state = `load ${load.toFixed(1)} on ${processors} processors before the start`
  return load > processors / 2 ? `${state}: BUSY, the figures can not be relied on` : state
}
