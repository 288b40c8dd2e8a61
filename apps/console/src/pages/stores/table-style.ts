/** The head of a column, which stays in view, and a cell below it. */
export const head =
  'sticky top-0 z-10 h-9 border-b bg-paper px-3 text-left text-12 font-medium whitespace-nowrap text-faint first:md:pl-(--gutter) last:md:pr-(--gutter)'
export const cell = 'h-12 border-b px-3 py-1.5 first:md:pl-(--gutter) last:md:pr-(--gutter)'
