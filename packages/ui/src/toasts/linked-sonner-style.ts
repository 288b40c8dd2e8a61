/** The part of a Vite plugin that is used here. */
export interface StylePlugin {
  readonly name: string
  readonly transform: {
    readonly filter: { readonly id: RegExp }
    readonly handler: (code: string) => string
  }
}

const writesStyle = /^__insertCSS\(".*"\);?$/m

/**
 * A Vite plugin. Sonner writes a style element as it loads, which a content security policy of
 * `style-src 'self'` refuses. This leaves that line out; the app links
 * `@holdfast/ui/toasts/sonner.css` instead. Throws when sonner no longer has the line.
 */
export function linkedSonnerStyle(): StylePlugin {
  return {
    name: 'linked-sonner-style',
    transform: {
      filter: { id: /[\\/]sonner[\\/]dist[\\/]index\.mjs(\?|$)/ },
      handler: (code) => {
        if (!writesStyle.test(code)) throw new Error('sonner writes its style in another way now')
        return code.replace(writesStyle, '')
      },
    },
  }
}
