import { instant, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { role, scope } from './roles.ts'

/** An address as it is typed; capitals make no difference. */
export const email = z.email().max(254).meta({ format: 'email', example: 'you@example.com' })

/** A password that is being chosen: long rather than strange. */
export const newPassword = z
  .string()
  .min(12)
  .max(128)
  .meta({ description: 'At least 12 characters. A sentence is best.' })

/** A password as it is shown; what it must be was asked when it was chosen. */
export const password = z.string().min(1).max(128)

export const linkToken = z.string().min(20).max(1_000)

/** Six digits of an authenticator app, or one of the backup codes. */
export const code = z.string().trim().min(6).max(20)

export const signInAnswer = z.object({
  state: z.enum(['signedIn', 'secondFactorNeeded']).meta({
    description: 'secondFactorNeeded: send a code to /sign-in/second-factor within ten minutes.',
  }),
})

/** A text for people, the same whatever there is behind it. */
export const onItsWay = z.object({ text: z.string() })

export const person = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean().meta({
    description:
      'Somebody opened a link that was mailed there. False only for an owner who came by the ' +
      'printed link; POST /email-verifications mails the link again.',
  }),
  secondFactor: z.boolean().meta({ description: 'Signs in with a second factor.' }),
  createdAt: instant,
})
export type Person = z.output<typeof person>

/** Who is signed in, for whom they act, and what they may do there. */
export const me = z.object({
  person,
  organisation: z.object({ id: z.string(), name: z.string(), role }).optional().meta({
    description: 'The business that this session acts for; absent: they belong to none.',
  }),
  actions: z.array(z.string()),
  scope: scope.optional(),
  memberships: z.array(z.object({ organisationId: z.string(), name: z.string(), role })),
})
export type Me = z.output<typeof me>

export const visitor = z.object({
  me: me.optional().meta({ description: 'Absent: nobody is signed in here.' }),
})

export const session = z.object({
  id: uuid,
  device: z.string().meta({ example: 'Firefox on Linux' }),
  isCurrent: z.boolean(),
  signedInAt: instant,
  lastUsedAt: instant.meta({ description: 'To the minute.' }),
  endsAt: instant.meta({ description: 'When nobody uses it until then.' }),
})
export type Session = z.output<typeof session>

/** What an authenticator app needs, in three forms. */
export const secondFactorSetUp = z.object({
  uri: z.string().meta({ description: 'An `otpauth:` address.' }),
  secret: z.string().meta({ description: 'For typing it in.' }),
  qrSvg: z.string().meta({ description: 'The address as a picture.' }),
})
export type SecondFactorSetUp = z.output<typeof secondFactorSetUp>

export const backupCodes = z.object({
  backupCodes: z.array(z.string()).meta({
    description: 'Each opens the account once without the app. They are shown this once.',
  }),
})
