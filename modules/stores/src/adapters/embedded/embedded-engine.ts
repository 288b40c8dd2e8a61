import type { Engine } from '../../driver/driver.ts'
import type { EmbeddedDriver } from './embedded-driver.ts'

/** The platform's own shops, as they are offered. */
export function embeddedEngine(driver: EmbeddedDriver): Engine {
  return {
    name: 'shop',
    title: 'Holdfast shop',
    description:
      'A small shop that is open within seconds: catalogue, cart, practice checkout and admin, on this machine.',
    versions: ['1.0.0'],
    driver,
  }
}
