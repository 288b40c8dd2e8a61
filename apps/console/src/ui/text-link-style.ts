/** A link within a text. */
export const textLinkStyle =
  'text-ember-text underline decoration-1 underline-offset-3 hover:decoration-2'
