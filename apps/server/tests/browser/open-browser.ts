import { chromium, type Browser } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** The browser of this machine, without windows. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
  })
}
