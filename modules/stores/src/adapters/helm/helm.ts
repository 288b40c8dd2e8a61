import { DriverError } from '../../driver/driver-error.ts'
import { classifyHelm } from './helm-errors.ts'
import { majorOf, rollsBack, type HelmMajor } from './helm-flags.ts'
import { parseHistory, parseStatus, type ReleaseStatus } from './helm-answers.ts'
import type { Names } from './names.ts'
import { insideCluster } from './inside-cluster.ts'
import { withPrivateFiles } from './private-files.ts'
import type { Revision } from './recovery.ts'
import { runProgram, type ProgramResult } from '../programs/run-program.ts'

/** Of what it prints: the manifest of a release is whole, or it is none. */
const answerBytes = 32 * 1024 * 1024

export interface HelmOptions {
  /** A path, or a name that is found in the PATH below. */
  readonly command: string
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  /** Beside PATH and HOME: what signing in to the cluster needs. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** How long helm waits for pods to be ready or gone; ten minutes unless told. */
  readonly waitSeconds?: number | undefined
  /** Between TERM and KILL; 5 s unless told. */
  readonly graceMs?: number | undefined
}

export interface Upgrade {
  readonly chart: string
  /** Go into a file that only we can read. No secrets. */
  readonly values: object
  /** On top of the values of the release that runs, instead of those of the chart. */
  readonly onTop?: boolean
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const history = ['--history-max', '5']
const release = (names: Names) => [names.release, '--namespace', names.namespace] as const

/**
 * The helm command: its arguments are made of checked names and of what we were set up with, never of
 * what people have typed. Every call ends with its signal and throws `DriverError`.
 */
export function createHelm(options: HelmOptions) {
  const waits = ['--wait', '--timeout', `${options.waitSeconds ?? 600}s`]
  let known: HelmMajor | undefined

  async function run(
    args: readonly string[],
    signal: AbortSignal,
    values?: object,
  ): Promise<ProgramResult> {
    const { command, graceMs, kubeconfig, context } = options
    const files = {
      ...(values ? { values } : {}),
      ...(kubeconfig === undefined ? { kubeconfig: insideCluster } : {}),
    }
    return withPrivateFiles(files, async (folder, paths) => {
      const flags = [
        '--kubeconfig',
        kubeconfig ?? paths.kubeconfig,
        ...(context === undefined ? [] : ['--kube-context', context]),
        ...(values ? ['--values', paths.values] : []),
      ]
      const homes = { HOME: folder, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder }
      const ran = await runProgram({
        program: command,
        args: [...args, ...flags],
        cwd: '/',
        env: { PATH: path, ...homes, HELM_DATA_HOME: folder, ...options.env },
        signal,
        keptBytes: answerBytes,
        ...(graceMs === undefined ? {} : { graceMs }),
      }).catch((error: unknown) => {
        signal.throwIfAborted()
        throw noHelm(command, error)
      })
      // What starts it for us says so in this way.
      if (ran.code === 127) throw noHelm(command, ran.stderr)
      return ran
    })
  }

  async function must(
    args: readonly string[],
    signal: AbortSignal,
    values?: object,
  ): Promise<string> {
    const ran = await run(args, signal, values)
    if (ran.code === 0) return ran.stdout
    throw failureOf(ran)
  }

  async function major(signal: AbortSignal): Promise<HelmMajor> {
    known ??= majorOf((await run(['version', '--template', '{{.Version}}'], signal)).stdout)
    return known
  }

  return {
    /** Throws where there is no helm, or one that is not known. */
    major,
    /** Nothing where no such release is. */
    async status(names: Names, signal: AbortSignal): Promise<ReleaseStatus | undefined> {
      const args = ['status', ...release(names), '--output', 'json']
      const ran = await run(args, signal)
      if (ran.code !== 0 && isNotFound(ran)) return undefined
      if (ran.code !== 0) throw failureOf(ran)
      return parseStatus(ran.stdout)
    },
    async history(names: Names, signal: AbortSignal): Promise<readonly Revision[]> {
      const args = ['history', ...release(names), '--output', 'json', '--max', '20']
      const ran = await run(args, signal)
      if (ran.code !== 0 && isNotFound(ran)) return []
      if (ran.code !== 0) throw failureOf(ran)
      return parseHistory(ran.stdout)
    },
    /** Installs, or changes what is there; what does not become ready is taken back. */
    async upgrade(names: Names, { chart, values, onTop }: Upgrade, signal: AbortSignal) {
      const [name, ...where] = release(names)
      const how = [onTop ? '--reuse-values' : '--install', rollsBack[await major(signal)]]
      await must(['upgrade', name, chart, ...where, ...how, ...waits, ...history], signal, values)
    },
    async rollback(names: Names, revision: number, signal: AbortSignal) {
      const [name, ...where] = release(names)
      await must(['rollback', name, String(revision), ...where, ...waits, ...history], signal)
    },
    /** Leaves what the chart says is to be kept, and is content when nothing is there. */
    async uninstall(names: Names, signal: AbortSignal) {
      const ran = await run(['uninstall', ...release(names), ...waits], signal)
      if (ran.code !== 0 && !isNotFound(ran)) throw failureOf(ran)
    },
  }
}
export type Helm = ReturnType<typeof createHelm>

function isNotFound({ stderr }: ProgramResult): boolean {
  return /release: not found|: release not found/i.test(stderr)
}

function failureOf({ stderr, code }: ProgramResult): DriverError {
  const { say, ...failure } = classifyHelm(stderr)
  const output = stderr === '' ? `helm ended with ${code ?? 'a signal'}` : stderr
  return new DriverError(say, { ...failure, output })
}

function noHelm(command: string, cause: unknown): DriverError {
  const failure = {
    class: 'permanent',
    code: 'noHelm',
    output: `${command}: ${String(cause)}`,
  } as const
  return new DriverError('The program that makes shops is missing.', { ...failure, cause })
}
