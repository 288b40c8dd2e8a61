import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** Valid for `localhost` until 2126; its private key is the public one that smtp-server ships. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIDITCCAgmgAwIBAgIUbSAKBXopdU3p+oDM6tlxkBbEkVcwDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAyNTkyNVoYDzIxMjYx
MDI5MDI1OTI1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwggEiMA0GCSqGSIb3DQEB
AQUAA4IBDwAwggEKAoIBAQDpnlCqHD6hZ+G0SIwcTfYe33ibBMGkB+O3e8+lfwzs
MwJPAezXFxe9DiVDevCt4NM5Z2gl4QTLuAzFeofSPDRZ8HH7wgglTr3Gy07JPsVE
UO8DXJNFdjbK30rmzpIqR6f95sx+ZlH7Tc0PhQWwPOTPQV+ByOuReaswXkSHlRdf
/71gd5TGWnSAwC379K6ZKaAJrKzFkuMul3i5fP5f4lXGyTUAKDU2gQ7uVYkL/dYE
/swhy7bBWwx3Zd6AtPSBZh9PX+OwgfrhT+ZL9JVcL1CHEyX1h+SjaTHU6JiEPGEe
zvlElmGs1HGB+LCBJvnQbDg0BBoMjGv8Mk90uGCeljpRAgMBAAGjaTBnMB0GA1Ud
DgQWBBSegL99K9Dx1jwPCobBL4oY7XWrFjAfBgNVHSMEGDAWgBSegL99K9Dx1jwP
CobBL4oY7XWrFjAPBgNVHRMBAf8EBTADAQH/MBQGA1UdEQQNMAuCCWxvY2FsaG9z
dDANBgkqhkiG9w0BAQsFAAOCAQEAGI3As8ecKU5WYOOBGjn7DrjQVUiXPnbnVK2D
cLVHLqq7sKXVQeUhrLOKS04TUnip7egz6DQz7J/qsu8T0UwE5RAjm7QJho81djFY
RAr4hZB0QHPJtn0KVsblfH1xa2AeZARqGUQWWwwh2qSfEGc/rMfXzoBDlOK5JGf6
vH4uVUYRChszxYFr9ovcZrtN2Ic6svaZmUaf+7D3IIpVoRpnu1PaAezSM6W7jpK0
zo6SPsUbGsGw9TGGCTaGf8y4teeStpiYFh/7cA9yBhQbcdNx2/mi/DxdI+3j3yvc
tIEyKkD2Tz5z5vd9ML9cB9OFwKPF7yFN7+w5xnu1O83Yrk3NgQ==
-----END CERTIFICATE-----`

export interface TestSmtpServer {
  readonly url: string
  readonly port: number
  /** The mails as they came over the wire. */
  readonly received: readonly string[]
  close(): Promise<void>
}

/** A real SMTP server on a free port. Offers STARTTLS and asks for no login unless told. */
export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    cert: certificate,
    closeTimeout: 100,
    onData(stream, _session, done) {
      let text = ''
      stream.setEncoding('utf8')
      stream.on('data', (piece: string) => (text += piece))
      stream.on('end', () => {
        received.push(text)
        done()
      })
    },
    ...options,
  })
  // A client that leaves in the middle is part of many tests.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://localhost:${port}`,
    port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A server that speaks to a client as `converse` says. */
export async function startRawServer(converse: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    converse(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://localhost:${port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
