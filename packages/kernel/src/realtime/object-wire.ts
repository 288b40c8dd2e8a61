import type { NumberedEvent, StreamCall } from '../module/module.ts'
import type { ControlName } from './frames.ts'
import { openStreamWire } from './stream-wire.ts'
import type { Wire } from './wire.ts'

/** What carries the events of one object to one client. */
export interface ObjectWire extends Pick<
  Wire,
  'isOpen' | 'waitingBytes' | 'drained' | 'restart' | 'endAccess' | 'cut' | 'onClosed'
> {
  event(event: NumberedEvent): string
  /**
   * `told`: the last number that the client has got. `resync`: forget what was told before, here it
   * comes anew.
   */
  control(name: ControlName, told: number): string
  write(frames: readonly string[]): void
}

/** A stream of its own: server-sent events, whose ids are the numbers. */
export function openObjectWire(call: Pick<StreamCall, 'response' | 'headers'>): ObjectWire {
  return Object.assign(openStreamWire(call), {
    event: (event: NumberedEvent) => `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`,
    control: (name: string, told: number) =>
      `event: ${name}\ndata: ${JSON.stringify({ position: String(told) })}\n\n`,
  })
}
