/** The head of a column in a card, and a cell below it: in line with the title of the card. */
export const head =
  'h-9 border-b px-2 text-left text-12 font-medium whitespace-nowrap text-faint first:pl-4 last:pr-4'
export const cell = 'h-12 border-b px-2 py-1.5 first:pl-4 last:pr-4'
