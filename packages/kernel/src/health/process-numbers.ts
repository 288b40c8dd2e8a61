import { statfs } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export interface ProcessNumbers {
  readonly eventLoop: {
    readonly meanDelayMs: number
    readonly p99DelayMs: number
    readonly maxDelayMs: number
    readonly utilization: number
  }
  readonly memory: {
    readonly rssBytes: number
    readonly heapUsedBytes: number
    readonly heapTotalBytes: number
    /** What the container allows; absent when nothing limits it. */
    readonly limitBytes?: number
  }
  readonly cpu: {
    /** What this process used since the last reading, in cores: 1 is one core busy all the time. */
    readonly coresUsed: number
    /** How many processes of the whole machine ran or waited to run, over the last minute. */
    readonly machineLoadAverage: number
  }
  /** Of the data folder. Available is what this account may still write. */
  readonly disk?: { readonly availableBytes: number; readonly totalBytes: number } | undefined
}

export interface ProcessReader {
  /** Numbers since the last reading. */
  read(): Promise<ProcessNumbers>
  stop(): void
}

const resolutionMs = 20

/** Reads what this process uses; `dataFolder` names the disk that is looked at. */
export function createProcessReader(dataFolder: string | undefined): ProcessReader {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  let use = performance.eventLoopUtilization()
  let cpu = { used: process.cpuUsage(), atMs: performance.now() }

  function readEventLoop(): ProcessNumbers['eventLoop'] {
    const current = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(current, use)
    use = current
    const numbers = {
      meanDelayMs: toDelayMs(delay.mean),
      p99DelayMs: toDelayMs(delay.percentile(99)),
      maxDelayMs: toDelayMs(delay.max),
      utilization: round(utilization, 3),
    }
    delay.reset()
    return numbers
  }

  function readCpu(): ProcessNumbers['cpu'] {
    const atMs = performance.now()
    const spent = process.cpuUsage(cpu.used)
    const coresUsed = (spent.user + spent.system) / 1_000 / Math.max(1, atMs - cpu.atMs)
    cpu = { used: process.cpuUsage(), atMs }
    return { coresUsed: round(coresUsed, 3), machineLoadAverage: round(loadavg()[0] ?? 0, 2) }
  }

  return {
    async read() {
      const disk = await readDisk(dataFolder)
      return { eventLoop: readEventLoop(), memory: readMemory(), cpu: readCpu(), disk }
    },
    stop: () => void delay.disable(),
  }
}

// The monitor's own timer is part of what it measures.
function toDelayMs(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? round(Math.max(0, nanoseconds / 1e6 - resolutionMs), 2) : 0
}

function readMemory(): ProcessNumbers['memory'] {
  const { rss, heapUsed, heapTotal } = process.memoryUsage()
  const limit = process.constrainedMemory()
  return {
    rssBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    ...(limit > 0 && limit < Number.MAX_SAFE_INTEGER ? { limitBytes: limit } : {}),
  }
}

async function readDisk(folder: string | undefined): Promise<ProcessNumbers['disk']> {
  if (folder === undefined) return undefined
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { availableBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return undefined // shown as absent; a missing disk fails in the checks that need it
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
