import type { Route } from '../../contract/contract.ts'

/**
 * What a command sends to show who asks. A sign-in leaves its cookies in a file, which later
 * commands send; a change must say that it comes from our own pages.
 */
export function credentialsOf(
  { access, cookies, method }: Route,
  origin: string,
): readonly string[] {
  const isKept = cookies ? ['-c cookies.txt'] : []
  if (access === 'public') return isKept
  return ['-b cookies.txt', ...isKept, ...(method === 'GET' ? [] : [`-H 'origin: ${origin}'`])]
}
