// A server on this machine that behaves as badly as a test asks it to.
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Answers with `listener` until the test ends. Resolves to its address. */
export async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return addressOf(server.address())
}

/** Speaks raw bytes: `behave` gets each connection. */
export async function startRawServer(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return addressOf(server.address())
}

/** An address of this machine where nobody listens. */
export async function findClosedPort(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = addressOf(server.address())
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return url
}

function addressOf(address: ReturnType<ReturnType<typeof createTcpServer>['address']>): string {
  if (typeof address !== 'object' || !address) throw new Error('The server has no port')
  return `http://127.0.0.1:${address.port}`
}
