/** What somebody paid and how much of it can still be given back. */
export interface Source<Id> {
  readonly id: Id
  readonly left: number
}

/**
 * Takes `amount` from the sources in their order, each as far as it reaches. Undefined when
 * together they do not hold so much.
 */
export function allocate<Id>(
  amount: number,
  sources: readonly Source<Id>[],
): readonly { readonly id: Id; readonly amount: number }[] | undefined {
  let missing = amount
  const taken: { id: Id; amount: number }[] = []
  for (const { id, left } of sources) {
    const part = Math.min(left, missing)
    if (part > 0) taken.push({ id, amount: part })
    missing -= Math.max(part, 0)
  }
  return missing === 0 ? taken : undefined
}
