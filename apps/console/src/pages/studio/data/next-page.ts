interface Page {
  readonly page: { readonly nextCursor?: string | undefined }
}

/** For lists that are read page after page. */
export const paged = {
  initialPageParam: '',
  getNextPageParam: ({ page }: Page) => page.nextCursor,
}

/** The query of a page: from the start, or behind the last one. */
export function pageFrom(cursor: string, limit: number) {
  return { limit, ...(cursor === '' ? {} : { cursor }) }
}
