/** How everything looks that can be typed into or chosen from. */
export const inputStyle =
  'w-full min-w-0 rounded border border-line-strong/60 bg-raised px-3 text-14 text-ink transition-colors hover:border-line-strong focus-visible:border-ember focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-sunk disabled:text-faint'
