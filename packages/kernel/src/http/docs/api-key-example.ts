import type { Route } from '../../contract/contract.ts'

/** Whether an API key may call it, given the action. */
export function isForApiKeys({ access, peopleOnly }: Route): boolean {
  return (access === 'operator' || access === 'guest') && !peopleOnly
}

/** A command for a program: the first list that an API key may read, with the action it takes. */
export function apiKeyExample(
  routes: readonly Route[],
  origin: string,
): { readonly command: string; readonly action: string | undefined } | undefined {
  const route = routes.find((one) => {
    return one.method === 'GET' && isForApiKeys(one) && !one.path.includes(':')
  })
  if (!route) return undefined
  const command = `KEY='hf_…'\ncurl '${origin}/api/v1${route.path}' \\\n  -H "authorization: Bearer $KEY"`
  return { command, action: route.action }
}
