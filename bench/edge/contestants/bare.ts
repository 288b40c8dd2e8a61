// node:http and nothing else.
import { createServer } from 'node:http'
import { booking, serve } from './serve.ts'

serve(
  createServer((_, response) => {
    const body = JSON.stringify(booking)
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  }),
)
