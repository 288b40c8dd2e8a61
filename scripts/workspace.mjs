// What the commands share. They may run on the machine's own Node (20 or newer) before anything
// is installed, so this folder is plain JavaScript and imports nothing from node_modules.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { oneAtATime } from './one-at-a-time.mjs'

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const bin = join(root, 'node_modules', '.bin')

/** The pinned Node 24 of the repository. */
export const node = join(bin, 'node')

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** Ends the command with one clear line. @param {string} text @returns {never} */
export function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** @param {string} name */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

function environment() {
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    ASTRO_TELEMETRY_DISABLED: '1',
  }
}

/**
 * Runs a command and resolves to its exit code; its output goes where ours goes.
 * @param {string} command @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  return new Promise((done, refuse) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...environment(), ...options.env },
      shell: process.platform === 'win32' && command === 'npm',
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', refuse)
    child.once('exit', (code) => done({ code: code ?? 1, output }))
  })
}

/** Installs exactly what the lock file names, unless that has been done or is being done. */
export async function ensureInstalled() {
  if (isInstalled()) return
  await alone(async () => {
    if (isInstalled()) return
    say('Installing packages (once, about a minute) …')
    const options = ['--no-audit', '--no-fund', '--loglevel=error']
    const { code } = await run('npm', ['ci', ...options])
    if (code !== 0) fail('npm ci failed: its own lines above say why.')
    if (!existsSync(node)) {
      fail('npm installed no Node 24. Are install scripts disabled on this machine?')
    }
  })
}

function isInstalled() {
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules', '.package-lock.json')
  return existsSync(node) && existsSync(installed) && changedAt(installed) >= changedAt(lock)
}

/** Of the commands that install or build in this folder one works, the others wait. */
function alone(/** @type {() => Promise<void>} */ work) {
  return oneAtATime(root, sayThatWeWait, work)
}

/** @param {string} pid */
function sayThatWeWait(pid) {
  say(`Another command (process ${pid}) is installing or building here: waiting for it …`)
}

const webApps = [
  { name: 'site', built: 'apps/site/dist/index.html' },
  { name: 'console', built: 'apps/console/dist/console/index.html' },
]

// What both are built from, beside their own sources.
const webSources = [
  'modules',
  'packages/kernel/src/contract',
  'packages/client',
  'packages/ui',
  'package-lock.json',
]

/** Builds site and console at once, each when a source of it is newer than its last build. */
export async function ensureWebBuilt() {
  if (webApps.every(isBuilt)) return
  await alone(async () => {
    const stale = webApps.filter((app) => !isBuilt(app))
    await Promise.all(stale.map(({ name }) => build(name)))
  })
}

/** @param {string} name */
async function build(name) {
  say(`Building the ${name} …`)
  const command = ['run', 'build', '-w', `@holdfast/${name}`]
  const { code, output } = await run('npm', command, { quiet: true })
  if (code !== 0) fail(`The ${name} could not be built:\n${output}`)
}

/** @param {{ name: string, built: string }} app */
function isBuilt({ name, built }) {
  const sources = [`apps/${name}`, ...webSources].map((path) => join(root, path))
  // The console takes the last steps of its build from the site.
  if (name === 'console') sources.push(join(root, 'apps/site/build'))
  const newest = Math.max(...sources.map((path) => newestChange(path)))
  return existsSync(join(root, built)) && changedAt(join(root, built)) >= newest
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path).mtimeMs
}

const notSources = new Set(['node_modules', 'dist', '.astro', 'migrations'])

/** @param {string} path @returns {number} */
function newestChange(path) {
  const entry = statSync(path)
  if (!entry.isDirectory()) return /\.test\.tsx?$|\.md$/.test(path) ? 0 : entry.mtimeMs
  const inside = readdirSync(path).filter((name) => !notSources.has(name))
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}
