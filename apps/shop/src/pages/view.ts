/** What every page of a shop needs to know. */
export interface View {
  readonly storeId: string
  readonly shopName: string
  /** What all addresses of the shop begin with: nothing, or `/shops/slug` behind a path. */
  readonly base: string
  readonly currency: string
  /** Which of the colour themes: each shop keeps to one. */
  readonly theme: string
  readonly styleHref: string
  readonly cartCount: number
}

const themes = ['ember', 'forest', 'harbour', 'plum', 'clay']

/** Always the same for one shop. */
export function themeOf(storeId: string): string {
  const last = Number.parseInt(storeId.slice(-4), 16)
  return themes[last % themes.length] ?? 'ember'
}
