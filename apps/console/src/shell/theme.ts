import { keptText } from '../data/kept.ts'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

// `index.html` reads the same name before the first paint.
export const keptTheme = keptText('console.theme')

export function readTheme(text: string | null): Theme {
  return themes.find((theme) => theme === text) ?? 'system'
}

/** Shows a theme and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  keptTheme.write(theme === 'system' ? null : theme)
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
