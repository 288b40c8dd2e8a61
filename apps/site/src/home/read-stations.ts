import type { Station } from '@holdfast/bookings/contract'
import { askOnce } from './ask-once.ts'
import { stationsAnswer } from './stations.contract.ts'

/** The stations; none when the service does not answer soundly. */
export async function readStations(): Promise<readonly Station[]> {
  return (await askOnce('/stations', stationsAnswer))?.items ?? []
}
