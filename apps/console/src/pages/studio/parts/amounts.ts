const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** `640 kB`, `1.2 GB` */
export function bytesWords(bytes: number, locale?: string): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 0 && amount < 9.95 ? 1 : 0,
  }).format(amount)
}

/** `0:07`, `2:30`, `1:02:03`: as players write it. */
export function clockWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  if (hours === 0) return `${minutes}:${rest}`
  return `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** `7 s`, `12.5 s`: lengths that people choose. */
export function secondsWords(ms: number, locale?: string): string {
  const style = { style: 'unit', unit: 'second', unitDisplay: 'narrow' } as const
  return new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 1 }).format(ms / 1000)
}
