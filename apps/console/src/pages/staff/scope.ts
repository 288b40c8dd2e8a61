/** The stations that somebody or something is limited to; undefined where it is all of them. */
export type Scope = readonly string[] | undefined

/** Whether it says something: "only these stations" with none ticked does not. */
export function isScopeChosen(scope: Scope): boolean {
  return scope === undefined || scope.length > 0
}

export const scopeMissing = 'Tick at least one station, or choose “All stations”.'
