import type { Shop } from '../../driver/driver.ts'
import type { Place } from './commands.ts'

export const secrets = {
  adminEmail: 'owner@pier9.example',
  adminPassword: 'admin-password-of-pier-9',
  databasePassword: 'database-password-of-pier-9',
  signingKey: 'signing-key-of-pier-9-which-is-long',
}

/** A shop that somebody has called so. */
export function shopCalled(name: string): Shop {
  return {
    id: '0198c7a4-6f0e-7c3b-9d51-2f1c5b1f9a10',
    slug: 'pier-9',
    name,
    plan: 'small',
    version: '2.21.2',
    generation: 1,
    secrets,
    outputs: {},
  }
}

export const place: Place = {
  folder: '/data/stores/0198c7a4-6f0e-7c3b-9d51-2f1c5b1f9a10',
  port: 21_007,
  databaseUrl: `postgres://store_x:${secrets.databasePassword}@127.0.0.1:5432/store_x`,
  publicUrl: 'http://pier-9.localhost:3000',
}
