/** A code as it is compared: people and apps group digits with spaces, and type capitals. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/\s/g, '').toLowerCase()
}

export function kindOfCode(code: string): 'appCode' | 'backupCode' {
  return /^\d{6}$/.test(code) ? 'appCode' : 'backupCode'
}
