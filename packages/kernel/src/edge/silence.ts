import type { ServerResponse } from 'node:http'

/**
 * Lets everything that a late listener does with the response come to nothing, without an
 * error that could end the process. Callbacks are called, so that nobody waits for ever.
 */
export function silence(response: ServerResponse): void {
  const same = () => response
  Object.assign(response, {
    writeHead: same,
    setHeader: same,
    setHeaders: same,
    appendHeader: same,
    removeHeader: nothing,
    flushHeaders: nothing,
    addTrailers: nothing,
    writeContinue: callBack,
    writeProcessing: callBack,
    writeEarlyHints: callBack,
    // True, as if written: a pipe that waits for `drain` would keep its source for ever.
    write(...given: unknown[]) {
      callBack(...given)
      return true
    },
    end(...given: unknown[]) {
      callBack(...given)
      return response
    },
  })
  // Who kept the original `write` from before still gets this error; nobody else cares.
  response.on('error', nothing)
}

function nothing(): void {}

function callBack(...given: unknown[]): void {
  const callback = given.find((argument) => typeof argument === 'function')
  if (callback !== undefined) process.nextTick(callback)
}
