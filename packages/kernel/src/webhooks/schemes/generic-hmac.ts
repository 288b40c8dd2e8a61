import type { RawRequest } from '../../contract/contract.ts'
import { genuine, refused, type WebhookScheme } from '../scheme.ts'
import {
  decodeSignature,
  hashOfBody,
  isSignedBy,
  type HmacAlgorithm,
  type SignatureEncoding,
} from './hmac.ts'
import { defaultToleranceMs, isTimestamp, judgeTime } from './timestamp.ts'

export interface GenericHmacOptions {
  /** The header with the signature, in lower case: `x-signature`. */
  readonly header: string
  /** What stands before the signature, such as `sha256=`; nothing unless told. */
  readonly prefix?: string
  /** `sha256` unless told. */
  readonly algorithm?: HmacAlgorithm
  /** `hex` unless told. */
  readonly encoding?: SignatureEncoding
  /** A header with seconds since 1970, signed as `time.body`; the body alone unless told. */
  readonly timestampHeader?: string
  /** 5 minutes unless told. */
  readonly toleranceMs?: number
  /** What the event is called; the hash of the body unless told. */
  readonly eventId?: (request: RawRequest) => string | undefined
}

/**
 * An HMAC of the body, or of `time.body`, in a header. Without a time an old request is as good as
 * a new one: only the inbox, which knows the event for a year, keeps it from counting again.
 */
export function genericHmac(options: GenericHmacOptions): WebhookScheme {
  const { header, prefix = '', algorithm = 'sha256', encoding = 'hex', timestampHeader } = options
  const { toleranceMs = defaultToleranceMs, eventId = ({ body }) => hashOfBody(body) } = options
  return {
    verify({ headers, body }, secrets, now) {
      const text = headers[header]
      if (text === undefined) return refused('unsigned')
      const isPrefixed = text.startsWith(prefix)
      const signature = isPrefixed && decodeSignature(text.slice(prefix.length), encoding)
      const time = timestampHeader === undefined ? undefined : headers[timestampHeader]
      const hasTime = isTimestamp(time)
      if (!signature || (timestampHeader !== undefined && !hasTime)) return refused('malformed')
      const parts = hasTime ? [`${time}.`, body] : [body]
      if (!isSignedBy(secrets, [signature], { algorithm, parts })) return refused('forged')
      return hasTime ? judgeTime(time, now, toleranceMs) : genuine
    },
    eventId,
  }
}
