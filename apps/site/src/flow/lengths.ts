/** How long an evening may be. */
export const lengths = [1, 2, 3, 4, 5, 6, 7, 8].map((hours) => ({
  value: String(hours),
  text: hours === 1 ? '1 hour' : `${hours} hours`,
}))
