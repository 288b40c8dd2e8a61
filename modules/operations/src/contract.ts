// Shapes and routes of operations, browser-safe. Each part stands in a file of its own.
import { auditRoutes } from './contract/audit-routes.ts'
import { deadLetterRoutes } from './contract/dead-letter-routes.ts'
import { mailboxRoutes } from './contract/mailbox-routes.ts'

export { auditEntry, type AuditEntry } from './contract/audit-routes.ts'
export { deadLetter, type DeadLetterOnWire } from './contract/dead-letter-routes.ts'
export { mailDetail, mailRow, type MailDetail, type MailRow } from './contract/mailbox-routes.ts'

/** The routes of operations, below `/api/v1`. */
export const operationsRoutes = { ...deadLetterRoutes, ...auditRoutes, ...mailboxRoutes } as const
