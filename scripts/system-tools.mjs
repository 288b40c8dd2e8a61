// What npm does not install: found on the PATH, or installed with apt, or named in one line; helm
// and kubectl are unpacked.
import { existsSync } from 'node:fs'
import { ensureKubernetesTools } from './kubernetes-tools.mjs'
import { fail, findOnPath, run, say } from './workspace.mjs'

const tools = [
  { name: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'] },
  { name: 'redis-server', commands: ['redis-server'] },
  { name: 'unzip', commands: ['unzip'] },
]

export async function ensureSystemTools() {
  await ensurePackages()
  await ensureKubernetesTools()
}

async function ensurePackages() {
  const missing = tools.filter(({ commands }) => !commands.some((name) => findOnPath(name)))
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name)
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (canInstall) {
    say(`Installing ${names.join(', ')} with apt …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], { quiet: true, env })
    await run('apt-get', ['install', '-y', '-q', ...names], { quiet: true, env })
  }
  const still = missing.filter(({ commands }) => !commands.some((name) => findOnPath(name)))
  if (still.length > 0) {
    fail(
      `The tests need ${still.map(({ name }) => name).join(', ')}: please install it and try again.`,
    )
  }
}
