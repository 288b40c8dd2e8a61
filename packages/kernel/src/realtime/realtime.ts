/** Live events: who follows is told what happens while it happens, and only what is theirs. */
export { createSockets, type Sockets } from './create-sockets.ts'
export type { SocketOptions } from './socket-options.ts'
export { createLiveEvents, type LiveEventStream } from './live-event-stream.ts'
export type { LiveOptions } from './live-options.ts'
export { liveRoutes } from './live-routes.ts'
export {
  createObjectStreams,
  type ObjectStreamOptions,
  type ObjectStreams,
} from './object-streams.ts'
export type { NumberedEvent, ObjectEvents } from './object-connection.ts'
