// What differs between stores comes of the environment and of the folder it runs in.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import utils from '@medusajs/framework/utils'

const {
  DATABASE_URL,
  JWT_SECRET,
  COOKIE_SECRET,
  PUBLIC_URL = 'http://localhost:9000',
} = process.env
const here = process.cwd()

export default utils.defineConfig({
  // An installation may have been made without the dashboard.
  admin: { path: '/app', disable: !existsSync(join(here, 'public/admin/index.html')) },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    databaseDriverOptions: {
      // One machine holds many of these: a shop at rest keeps no connections.
      pool: { min: 0, max: 8, idleTimeoutMillis: 30_000 },
      connection: { ssl: false },
    },
    http: {
      jwtSecret: JWT_SECRET,
      cookieSecret: COOKIE_SECRET,
      storeCors: PUBLIC_URL,
      adminCors: PUBLIC_URL,
      authCors: PUBLIC_URL,
    },
    cookieOptions: { sameSite: 'lax', secure: PUBLIC_URL.startsWith('https:') },
  },
  modules: [
    {
      resolve: '@medusajs/medusa/file',
      options: {
        providers: [
          {
            resolve: '@medusajs/medusa/file-local',
            id: 'local',
            options: {
              upload_dir: join(here, 'static'),
              // Not below static, which everybody may read.
              private_upload_dir: join(here, 'private'),
              backend_url: `${PUBLIC_URL}/static`,
            },
          },
        ],
      },
    },
  ],
})
