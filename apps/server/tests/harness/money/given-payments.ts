import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFaultProxy, type FaultProxy } from '@holdfast/testing/fault-proxy'
import { becomeOperator, type Operator } from '../operator.ts'
import { startHoldfast, type Holdfast, type StartOptions } from '../start-holdfast.ts'
import { openStationOfOne } from './one-team.ts'
import { openTimes, type Times } from './run-out.ts'
import { openSandboxMessages, type SandboxMessages } from './sandbox-messages.ts'

/** The service with its sandbox, and all that a test needs to do it harm and to pay. */
export interface Payments extends AsyncDisposable {
  /** Of the process that runs now. */
  readonly baseUrl: string
  readonly holdfast: Holdfast
  /** Between the process and its database. */
  readonly proxy: FaultProxy
  readonly dataFolder: string
  readonly operator: Operator
  /** With one team, asking for a deposit. */
  readonly stationId: string
  readonly times: Times
  readonly messages: SandboxMessages
  /** Another process where the last one has ended. */
  startAgain(): Promise<void>
}

export async function givenPayments({ appUrl, ownerUrl }: StartOptions): Promise<Payments> {
  const proxy = await startFaultProxy({ port: Number(new URL(appUrl).port) })
  const throughProxy = new URL(appUrl)
  throughProxy.port = String(proxy.port)
  const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-payments-'))
  const start = () => startHoldfast({ appUrl: throughProxy.href, ownerUrl, dataFolder })
  let holdfast = await start()
  const operator = await becomeOperator(holdfast)
  const stationId = await openStationOfOne(holdfast.baseUrl, operator)
  const times = openTimes(ownerUrl)
  return {
    get baseUrl() {
      return holdfast.baseUrl
    },
    get holdfast() {
      return holdfast
    },
    proxy,
    dataFolder,
    operator,
    stationId,
    times,
    messages: await openSandboxMessages(dataFolder),
    async startAgain() {
      holdfast = await start()
    },
    async [Symbol.asyncDispose]() {
      await holdfast[Symbol.asyncDispose]()
      await times.close()
      await proxy.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
