/** Does all at once. When one fails the others are told to stop, and are waited for. */
export async function allOrNone<T>(
  works: readonly ((signal: AbortSignal) => Promise<T>)[],
  signal: AbortSignal,
): Promise<readonly T[]> {
  const stopping = new AbortController()
  const either = AbortSignal.any([signal, stopping.signal])
  const running = works.map((work) => work(either))
  try {
    return await Promise.all(running)
  } catch (error) {
    stopping.abort(error)
    await Promise.allSettled(running)
    throw error
  }
}
