import { createServer, type Server } from 'node:net'

/** The port can not be had. One line, with the remedy. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse'
}

/**
 * The port that will be listened on; for 0 a free one. Looked at before anything else starts, so
 * that a second process ends with one clear line and nothing half done.
 */
export async function findPort(host: string, port: number): Promise<number> {
  const server = createServer()
  await listen(server, host, port)
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : port
}

/** Listens, or throws `PortInUse`. */
export function listen(
  server: Pick<Server, 'once' | 'off' | 'listen'>,
  host: string,
  port: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(explained(error, host, port))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const options = { cause: error }
  switch (error.code) {
    case 'EADDRINUSE':
      return new PortInUse(
        `Port ${port} is in use. Stop its owner, or set PORT=${port + 1}.`,
        options,
      )
    case 'EACCES':
      return new PortInUse(`Port ${port} needs more rights. Set PORT to one above 1023.`, options)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PortInUse(
        `${host} is no address of this machine. Set HOST to one that is.`,
        options,
      )
    default:
      return error
  }
}
