interface Wanted {
  readonly style: string
  readonly seed: string
  readonly background: string | undefined
}

/** Where a small look at what would be drawn is. */
export function previewUrl({ style, seed, background }: Wanted): string {
  const query = new URLSearchParams({ style, seed })
  if (background !== undefined) query.set('background', background)
  return `/api/v1/studio/avatar-preview.png?${query}`
}
