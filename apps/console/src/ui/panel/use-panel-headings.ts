import { useMediaQuery } from '../use-media-query.ts'

/** Where the list has no room the panel is the page, and its headings begin one level higher. */
export function usePanelHeadings() {
  const isPage = useMediaQuery('(width < 1120px)')
  return isPage ? ({ Title: 'h1', Part: 'h2' } as const) : ({ Title: 'h2', Part: 'h3' } as const)
}
