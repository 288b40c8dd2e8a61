/**
 * How large a proof is: `reduced` in the everyday run of the tests, `full` when the environment
 * says `HOLDFAST_PROOFS=full`, as `npm run proofs` does.
 */
export function proofSize(size: { readonly reduced: number; readonly full: number }): number {
  return process.env['HOLDFAST_PROOFS'] === 'full' ? size.full : size.reduced
}
