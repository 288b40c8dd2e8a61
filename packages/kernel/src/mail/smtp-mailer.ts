import { isIP } from 'node:net'
import { systemClock, type Clock } from '../clock/clock.ts'
import { checkMail, mailKey, oneLine } from './check-mail.ts'
import type { Mail, Mailer } from './mailer.ts'
import { toMailError } from './smtp-failure.ts'

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:587`, or `smtps://…` for TLS from the start. */
  readonly url: string
  readonly from: { readonly name: string; readonly address: string }
  readonly clock?: Clock
  /** For the whole conversation; 30 s unless told. */
  readonly timeoutMs?: number
  /** PEM certificates to trust instead of the system's. */
  readonly trustedCertificates?: string
}

// How many handed-over ids a process remembers.
const rememberedIds = 10_000

/**
 * Hands mails to an SMTP server. TLS is required, and its certificate checked, unless the
 * server is on this machine. The Message-ID follows from the mail's id: another process that
 * sends the same mail again gives receivers the means to see that it is the same.
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const deliver = createDelivery(options)
  const handedOver = new Map<string, Promise<void>>()
  return {
    async send(mail) {
      const checked = checkMail(mail)
      const known = handedOver.get(mail.id)
      if (known) return known
      const delivery = deliver(checked)
      remember(handedOver, mail.id, delivery)
      try {
        await delivery
      } catch (error) {
        handedOver.delete(mail.id)
        throw error
      }
    },
  }
}

function remember(handedOver: Map<string, Promise<void>>, id: string, delivery: Promise<void>) {
  handedOver.set(id, delivery)
  if (handedOver.size <= rememberedIds) return
  const [oldest] = handedOver.keys()
  if (oldest !== undefined) handedOver.delete(oldest)
}

function createDelivery(options: SmtpMailerOptions): (mail: Mail) => Promise<void> {
  const { from, clock = systemClock, timeoutMs = 30_000 } = options
  const settings = { ...serverOf(options), ...limitsOf(timeoutMs) }
  let transport: ReturnType<typeof connect> | undefined
  const domain = from.address.slice(from.address.indexOf('@') + 1)

  return async (mail) => {
    const overtime = new AbortController()
    const cancel = clock.schedule(timeoutMs, () => overtime.abort())
    try {
      transport ??= connect(settings)
      await (
        await transport
      ).sendMail({
        from: { name: oneLine(from.name), address: from.address },
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: (mail.attachments ?? []).map(attachmentOf),
        messageId: `<${mailKey(mail.id).slice(0, 40)}@${domain}>`,
        date: clock.now(),
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: overtime.signal,
      })
    } catch (error) {
      throw toMailError(error)
    } finally {
      cancel()
    }
  }
}

/** With the first mail: whoever sends none starts sooner without the library. */
async function connect(settings: ReturnType<typeof serverOf> & ReturnType<typeof limitsOf>) {
  const { createTransport } = await import('nodemailer')
  return createTransport(settings)
}

function serverOf({ url, trustedCertificates }: SmtpMailerOptions) {
  const server = URL.parse(url)
  if (!server || !/^smtps?:$/.test(server.protocol) || server.hostname === '') {
    throw new RangeError('the mail server must be given as smtp://… or smtps://…')
  }
  const secure = server.protocol === 'smtps:'
  const host = server.hostname.replace(/^\[|\]$/g, '')
  const auth = {
    user: decodeURIComponent(server.username),
    pass: decodeURIComponent(server.password),
  }
  return {
    host,
    port: Number(server.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !isThisMachine(host),
    ...(server.username === '' ? {} : { auth }),
    ...(trustedCertificates === undefined ? {} : { tls: { ca: trustedCertificates } }),
  }
}

function limitsOf(timeoutMs: number) {
  return {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // A mail is data: no text in it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function attachmentOf({
  fileName,
  contentType,
  content,
}: NonNullable<Mail['attachments']>[number]) {
  return {
    filename: oneLine(fileName).replace(/[/\\]/g, '_'),
    contentType: oneLine(contentType),
    content: typeof content === 'string' ? content : Buffer.from(content),
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
