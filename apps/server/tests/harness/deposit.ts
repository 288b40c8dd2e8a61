import { ask } from './ask.ts'
import type { Operator } from './operator.ts'
import type { Session } from './owner.ts'

/** Has a station ask for this deposit, in cents, from now on; 0 for none. */
export async function askDeposit(
  baseUrl: string,
  headers: Operator | Session,
  { stationId, deposit }: { readonly stationId: string; readonly deposit: number },
): Promise<void> {
  const url = `${baseUrl}/api/v1/stations/${stationId}`
  const changed = await ask(url, { method: 'PATCH', headers, body: { deposit } })
  if (changed.status !== 200) throw new Error(`no deposit was set: ${changed.text}`)
}
