import { afterEach, expect, test } from 'vitest'
import type { SMTPServerOptions } from 'smtp-server'
import { MailError } from './mail-error.ts'
import type { Mail } from './mailer.ts'
import { createSmtpMailer, type SmtpMailerOptions } from './smtp-mailer.ts'
import { certificate, startRawServer, startSmtpServer } from './smtp-server.fixture.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function server(options?: SMTPServerOptions) {
  const started = await startSmtpServer(options)
  closing.push(started.close)
  return started
}

async function rawServer(converse: Parameters<typeof startRawServer>[0]) {
  const started = await startRawServer(converse)
  closing.push(started.close)
  return started
}

function mailerFor(url: string, options: Partial<SmtpMailerOptions> = {}) {
  return createSmtpMailer({
    url,
    from: { name: 'Ember & Oak', address: 'hello@ember.example' },
    trustedCertificates: certificate,
    timeoutMs: 5_000,
    ...options,
  })
}

function mail(change: Partial<Mail> = {}): Mail {
  return {
    id: 'booking-1-confirmed',
    to: 'guest@example.com',
    subject: 'Your table is booked',
    text: 'The text part.',
    html: '<p>The HTML part.',
    ...change,
  }
}

async function failureOf(sending: Promise<void>): Promise<MailError> {
  try {
    await sending
  } catch (error) {
    if (error instanceof MailError) return error
    throw error
  }
  throw new Error('the mail was sent')
}

/** An error of the server with a reply code. */
function reply(responseCode: number): Error {
  return Object.assign(new Error('no such guest@example.com here'), { responseCode })
}

function headersOf(message = ''): string {
  return message.slice(0, message.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, ' ')
}

test('a mail arrives with both parts, its attachment, and headers that follow from it', async () => {
  const { url, received } = await server()
  const attachments = [
    { fileName: '../event.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' },
  ]
  await mailerFor(url).send(mail({ attachments }))
  const [message = ''] = received
  expect(headersOf(message)).toMatch(/^From: "?Ember & Oak"? <hello@ember\.example>$/m)
  expect(headersOf(message)).toMatch(/^To: guest@example\.com$/m)
  expect(headersOf(message)).toMatch(/^Subject: Your table is booked$/m)
  expect(headersOf(message)).toMatch(/^Auto-Submitted: auto-generated$/m)
  expect(message).toContain('The text part.')
  expect(message).toContain('<p>The HTML part.')
  expect(message).toContain('filename=.._event.ics')
})

test('the same mail has the same Message-ID from every process, another mail another', async () => {
  const { url, received } = await server()
  await mailerFor(url).send(mail())
  await mailerFor(url).send(mail())
  await mailerFor(url).send(mail({ id: 'booking-2-confirmed' }))
  const ids = received.map((message) => /^Message-ID: (.*)$/im.exec(headersOf(message))?.[1])
  expect(ids[0]).toMatch(/^<[0-9a-f]{40}@ember\.example>$/)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})

test('the same mail sent again and at once by one process goes out once', async () => {
  const { url, received } = await server()
  const mailer = mailerFor(url)
  await Promise.all(Array.from({ length: 10 }, () => mailer.send(mail())))
  await mailer.send(mail())
  expect(received).toHaveLength(1)
})

test('a mail that failed is tried again when it is sent again', async () => {
  let refusals = 0
  const { url, received } = await server({
    onRcptTo: (_address, _session, done) => done(refusals++ === 0 ? reply(451) : undefined),
  })
  const mailer = mailerFor(url)
  expect(await failureOf(mailer.send(mail()))).toMatchObject({ kind: 'transient' })
  await mailer.send(mail())
  expect(received).toHaveLength(1)
})

test('nothing in a mail can add a header or a recipient', async () => {
  const recipients: string[] = []
  const { url, received } = await server({
    onRcptTo(address, _session, done) {
      recipients.push(address.address)
      done()
    },
  })
  const mailer = mailerFor(url, {
    from: { name: 'Ember\r\nX-Injected: 1', address: 'hello@ember.example' },
  })
  const attachments = [
    { fileName: 'a\r\nX-Injected: 2', contentType: 'text/plain\r\nX-Injected: 3', content: 'a' },
  ]
  await mailer.send(mail({ subject: 'Booked\r\nBcc: all@example.com\r\n\r\nBody', attachments }))
  const to = 'guest@example.com\r\nBcc: all@example.com'
  expect(await failureOf(mailer.send(mail({ id: '2', to })))).toMatchObject({ kind: 'permanent' })
  expect(recipients).toEqual(['guest@example.com'])
  expect(received[0]).not.toMatch(/^(Bcc|X-Injected):/im)
  expect(headersOf(received[0])).toMatch(/^Subject: Booked Bcc: all@example.com Body$/m)
})

test.each([
  ['a recipient for now', { onRcptTo: 451 }, 'transient'],
  ['a recipient for good', { onRcptTo: 550 }, 'permanent'],
  ['the sender for good', { onMailFrom: 553 }, 'permanent'],
  ['the content for now', { onData: 452 }, 'transient'],
  ['the content for good', { onData: 554 }, 'permanent'],
] as const)(
  'a server that refuses %s: the reply says whether to try again',
  async (_, at, kind) => {
    const code = Object.values<number>(at)[0] ?? 0
    const { url } = await server({
      onRcptTo: (_address, _session, done) => done('onRcptTo' in at ? reply(code) : undefined),
      onMailFrom: (_address, _session, done) => done('onMailFrom' in at ? reply(code) : undefined),
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done('onData' in at ? reply(code) : undefined))
      },
    })
    const failure = await failureOf(mailerFor(url).send(mail()))
    expect(failure).toMatchObject({ kind, reply: code })
    expect(JSON.stringify([failure.message, failure, failure.stack])).not.toContain('guest@')
  },
)

test('a server that is not there, or that turns everybody away, is a passing trouble', async () => {
  const gone = await startRawServer(() => undefined)
  await gone.close()
  expect(await failureOf(mailerFor(gone.url).send(mail()))).toMatchObject({
    kind: 'transient',
    reason: 'ESOCKET ECONNREFUSED',
  })
  const full = await rawServer((socket) => socket.end('554 no service today\r\n'))
  expect(await failureOf(mailerFor(full.url).send(mail()))).toMatchObject({ kind: 'transient' })
})

// Far more than the mailer may take, far less than nodemailer takes by itself.
const limit = { timeout: 5_000 }

test('a server that says nothing is left when the time is up', limit, async () => {
  const { url } = await rawServer(() => undefined)
  expect(await failureOf(mailerFor(url, { timeoutMs: 50 }).send(mail()))).toMatchObject({
    kind: 'transient',
    reason: 'ETIMEDOUT',
  })
})

test('a server that dribbles is left when the time for the whole mail is up', limit, async () => {
  const { url } = await rawServer((socket) => {
    socket.write('220 welcome\r\n')
    const dribble = setInterval(() => socket.write('250-wait\r\n'), 10)
    socket.on('close', () => clearInterval(dribble))
  })
  expect(await failureOf(mailerFor(url, { timeoutMs: 150 }).send(mail()))).toMatchObject({
    kind: 'transient',
    reason: 'ETIMEDOUT',
  })
})

test('a connection that breaks after the content is a passing trouble', async () => {
  const { url } = await server({
    onData(stream, session) {
      stream.resume()
      stream.on('end', () => void session)
    },
    socketTimeout: 50,
  })
  expect(await failureOf(mailerFor(url).send(mail()))).toMatchObject({ kind: 'transient' })
})

test('a wrong password is our trouble, not the mail’s, and is not shown', async () => {
  const { url } = await server({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(new Error('wrong'), undefined),
  })
  const withLogin = url.replace('smtp://', 'smtp://user:pass%40word@')
  const failure = await failureOf(mailerFor(withLogin).send(mail()))
  expect(failure).toMatchObject({ kind: 'transient', reason: 'EAUTH', reply: 535 })
  expect(JSON.stringify([failure.message, failure])).not.toContain('word')
})

test('the login of the address is used', async () => {
  const logins: unknown[] = []
  const { url, received } = await server({
    authOptional: false,
    onAuth(auth, _session, done) {
      logins.push([auth.username, auth.password])
      done(null, { user: auth.username ?? '' })
    },
  })
  await mailerFor(url.replace('smtp://', 'smtp://user:pass%40word@')).send(mail())
  expect(logins).toEqual([['user', 'pass@word']])
  expect(received).toHaveLength(1)
})

test('a certificate that is not trusted ends the conversation before login and mail', async () => {
  let said = 0
  const { url, received } = await server({
    onMailFrom(_address, _session, done) {
      said++
      done()
    },
  })
  const untrusted = createSmtpMailer({ url, from: { name: 'Us', address: 'us@ember.example' } })
  expect(await failureOf(untrusted.send(mail()))).toMatchObject({
    kind: 'transient',
    reason: 'ESOCKET DEPTH_ZERO_SELF_SIGNED_CERT',
  })
  expect([said, received.length]).toEqual([0, 0])
})

test('TLS from the start works with smtps', async () => {
  const { port, received } = await server({ secure: true })
  await mailerFor(`smtps://localhost:${port}`).send(mail())
  expect(received).toHaveLength(1)
})

test('without TLS no mail leaves this machine', async () => {
  const { url, received } = await server({ disabledCommands: ['STARTTLS', 'AUTH'] })
  // This machine by an address that does not say so.
  const elsewhere = url.replace('localhost', '0.0.0.0')
  expect(await failureOf(mailerFor(elsewhere).send(mail()))).toMatchObject({
    kind: 'transient',
    reason: 'ETLS',
  })
  expect(received).toEqual([])
  await mailerFor(url).send(mail())
  expect(received).toHaveLength(1)
})

test.each(['', 'mail.example.com', 'https://mail.example.com', 'smtp://'])(
  '%j names no mail server, and the error does not repeat it',
  (url) => {
    expect(() => mailerFor(url)).toThrow(/^the mail server must be given as smtp:.* or smtps:/)
  },
)
