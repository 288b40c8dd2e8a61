// This project around Hono, as services use it.
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createHardenedServer } from './hardened.ts'
import { booking, readOptions, serve } from './serve.ts'

const app = new Hono()
app.get('/bookings/:id', (c) => c.json(booking))

serve(createHardenedServer(getRequestListener(app.fetch), readOptions()))
