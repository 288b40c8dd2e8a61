import { currentContext } from '../context/context.ts'

/**
 * The headers of a call: its own first, then the provider's, then what ties it to the request or
 * job that it is made for.
 */
export function callHeaders(
  own: Headers,
  provider: Readonly<Record<string, string>> = {},
): Headers {
  const context = currentContext()
  const headers = new Headers(own)
  const added: Record<string, string | undefined> = {
    ...provider,
    'x-correlation-id': context?.correlationId,
    traceparent: context?.traceparent,
  }
  for (const [name, value] of Object.entries(added)) {
    if (value !== undefined && !headers.has(name)) headers.set(name, value)
  }
  return headers
}
