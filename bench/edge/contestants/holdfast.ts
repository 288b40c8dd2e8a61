// This project around the same plain listener as `bare.ts`.
import { createHardenedServer } from './hardened.ts'
import { booking, readOptions, serve } from './serve.ts'

serve(
  createHardenedServer((_, response) => {
    const body = JSON.stringify(booking)
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  }, readOptions()),
)
