import { startFaultProxy, type FaultProxy } from '@holdfast/testing/fault-proxy'
import { startSmtpServer } from '../../../../packages/kernel/src/mail/smtp-server.fixture.ts'

/** What a mail server does with a mail: takes it, says not now, says never, or says nothing. */
export type Manner = 'takes' | 'is busy' | 'refuses' | 'hangs'

/** A real mail server behind a network that can be broken. */
export interface PostOffice extends AsyncDisposable {
  readonly url: string
  readonly network: FaultProxy
  behave(manner: Manner): void
  /** The subjects of those that were taken, as often as they were. */
  taken(): readonly string[]
  /** By which receivers see that two deliveries are one mail. */
  messageIds(): ReadonlySet<string>
  /** How often somebody was told to come back, or not to. */
  refusals(): number
  /** The subjects of those that wait for an answer. */
  held(): readonly string[]
  /** Takes those that wait. */
  release(): void
}

interface Held {
  readonly mail: string
  done(): void
}

const replies: Readonly<Partial<Record<Manner, number>>> = { 'is busy': 450, refuses: 550 }

export async function startPostOffice(): Promise<PostOffice> {
  let manner: Manner = 'takes'
  let refusals = 0
  const mails: string[] = []
  const held: Held[] = []
  function take(mail: string, done: () => void): void {
    mails.push(mail)
    done()
  }

  const server = await startSmtpServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      const responseCode = replies[manner]
      if (responseCode === undefined) return done()
      refusals += 1
      return done(Object.assign(new Error('No'), { responseCode }))
    },
    onData(stream, _session, done) {
      let text = ''
      stream.setEncoding('utf8')
      stream.on('data', (piece: string) => (text += piece))
      stream.on('end', () => {
        if (manner === 'hangs') held.push({ mail: text, done })
        else take(text, done)
      })
    },
  })
  const network = await startFaultProxy({ port: server.port })
  return {
    url: `smtp://localhost:${network.port}`,
    network,
    behave: (next) => {
      manner = next
    },
    taken: () => mails.map((mail) => header(mail, 'Subject')),
    messageIds: () => new Set(mails.map((mail) => header(mail, 'Message-ID'))),
    refusals: () => refusals,
    held: () => held.map(({ mail }) => header(mail, 'Subject')),
    release() {
      for (const { mail, done } of held.splice(0)) take(mail, done)
    },
    async [Symbol.asyncDispose]() {
      await network.close()
      await server.close()
    },
  }
}

function header(mail: string, name: string): string {
  const unfolded = mail.slice(0, mail.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? ''
}
