/** A link within a text. */
export const textLinkStyle =
  'text-ember-text underline decoration-1 underline-offset-3 hover:decoration-2'

/** A link that stands alone: on a touch screen as high as a finger. */
export const loneLinkStyle = `${textLinkStyle} inline-flex items-center touch:min-h-11`
