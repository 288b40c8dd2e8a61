import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { checkArchitecture } from './check.ts'
import { citedPaths } from './cited-paths.ts'
import { checkLockFile } from './lock-file.ts'

const root = resolve(import.meta.dirname, '../../..')
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed.split('\n').filter((path) => path !== '' && existsSync(resolve(root, path)))
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8')

const sources = files
  .filter((path) => /\.tsx?$/.test(path) && !/\.(config|d)\.ts$/.test(path))
  .map((path) => ({ path, text: read(path) }))

const missing = files
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    citedPaths(read(path), dirname(path) === '.' ? '' : dirname(path))
      .filter((cited) => !existsSync(resolve(root, cited)))
      .map((cited) => `${path} cites ${cited}, which does not exist`),
  )

const lockProblems = files
  .filter((path) => basename(path) === 'package-lock.json')
  .flatMap((path) =>
    checkLockFile(read(path)).map((line) => line.replace('package-lock.json', path)),
  )

const findings = [...checkArchitecture(sources), ...missing, ...lockProblems]
for (const finding of findings) process.stderr.write(`${finding}\n`)
process.stdout.write(
  `architecture: ${sources.length} sources, ${findings.length === 0 ? 'all' : 'not all'} within the rules\n`,
)
process.exitCode = findings.length === 0 ? 0 : 1
