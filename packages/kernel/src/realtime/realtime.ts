/** Live events: who follows is told what happens while it happens, and only what is theirs. */
export { createSockets, type Sockets } from './create-sockets.ts'
export type { SocketOptions } from './socket-options.ts'
export { createLiveEvents, type LiveEventStream } from './live-event-stream.ts'
export type { LiveOptions } from './live-options.ts'
export { liveRoutes } from './live-routes.ts'
export {
  createObjectStreams,
  type ObjectFollower,
  type ObjectStreamOptions,
  type ObjectStreams,
} from './object-streams.ts'
export type { ObjectEvents } from './object-connection.ts'
export type { ObjectWire } from './object-wire.ts'
export type { NumberedEvent } from '../module/module.ts'
