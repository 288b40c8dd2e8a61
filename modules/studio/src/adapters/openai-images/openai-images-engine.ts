import type { Clock } from '@holdfast/kernel/clock'
import { PermanentError } from '@holdfast/kernel/jobs'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import {
  defineProvider,
  isOutboundError,
  toJobError,
  type OutboundResponse,
  type ProviderOptions,
} from '@holdfast/kernel/outbound'
import sharp from 'sharp'
import { z } from 'zod'
import { EngineRefused, type AvatarEngine, type AvatarWish } from '../../avatar/avatar-engine.ts'

export interface OpenAiImagesOptions extends Pick<ProviderOptions, 'retry' | 'breaker'> {
  /** Up to the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics
  /** For one attempt; 90 s unless told: pictures take their time. */
  readonly timeoutMs?: number
}

/** A picture of 1024 × 1024 in base64, with room. */
const maxResponseBytes = 20_000_000
const drawnPixels = 1024
/** No picture of that size decodes to more. */
const limitInputPixels = 4096 * 4096

/** Asks an API that speaks like OpenAI's images; each call costs money there. */
export function createOpenAiImagesEngine(options: OpenAiImagesOptions): AvatarEngine {
  const { apiKey, model, timeoutMs = 90_000, ...rest } = options
  const provider = defineProvider('openai-images', {
    ...rest,
    timeoutMs,
    totalMs: timeoutMs * 2,
    maxResponseBytes,
    concurrency: { max: 4, queue: 20 },
    headers: { authorization: `Bearer ${apiKey}` },
  })

  async function ask({ prompt, background, key, signal }: AvatarWish): Promise<OutboundResponse> {
    const behind = background === undefined ? '' : ` Plain background of the colour ${background}.`
    try {
      return await provider.call({
        method: 'POST',
        path: '/images/generations',
        json: {
          model,
          prompt: `${prompt ?? ''}${behind}`,
          n: 1,
          size: `${drawnPixels}x${drawnPixels}`,
        },
        idempotencyKey: key,
        signal,
      })
    } catch (error) {
      throw signal.aborted ? error : asEngineError(error)
    }
  }

  return {
    name: 'openai-images',
    title: 'Drawn by an AI model',
    label: `AI model ${model}`,
    reads: true,
    styles: [],
    async draw(wish) {
      const picture = pictureOf(await ask(wish))
      return redraw(picture, wish.size).catch((cause: unknown) => {
        throw new PermanentError('the engine answered with no picture', { cause })
      })
    },
  }
}

/** What engines answer with; a drawing in words would be read as well. */
const pictureFormats: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp'])

async function redraw(content: Buffer, size: number): Promise<Buffer> {
  const picture = sharp(content, { limitInputPixels, failOn: 'error' })
  const { format } = await picture.metadata()
  if (!pictureFormats.has(format)) throw new TypeError(`${format} is no picture`)
  return picture.resize(size, size, { fit: 'cover' }).png().toBuffer()
}

const answerShape = z.object({ data: z.array(z.object({ b64_json: z.string().min(1) })).min(1) })

function pictureOf(response: OutboundResponse): Buffer {
  const answer = answerShape.safeParse(jsonOf(response))
  const [first] = answer.data?.data ?? []
  if (!first) throw new PermanentError('the engine answered with no picture')
  return Buffer.from(first.b64_json, 'base64')
}

const errorShape = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish() }),
})

/** Codes that say: not this prompt, however often. */
const refusals = new Set([
  'moderation_blocked',
  'content_policy_violation',
  'image_generation_user_error',
  'safety_violation',
])
/** No money is left there: waiting a minute does not help. */
const unpaid = new Set(['insufficient_quota', 'billing_hard_limit_reached'])

function asEngineError(error: unknown): unknown {
  if (!isOutboundError(error)) return error
  const response = error.response()
  const told = response ? errorShape.safeParse(jsonOf(response)).data?.error : undefined
  const codes = [told?.code, told?.type].filter((code) => typeof code === 'string')
  if (codes.some((code) => refusals.has(code))) {
    return new EngineRefused('The engine will not draw that. Please say it in another way.')
  }
  if (codes.some((code) => unpaid.has(code))) {
    return new PermanentError('the account of the engine has no money left', { cause: error })
  }
  return toJobError(error)
}

function jsonOf(response: OutboundResponse): unknown {
  try {
    return response.json()
  } catch {
    return undefined
  }
}
