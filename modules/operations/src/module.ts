import { bind, type Module } from '@holdfast/kernel/module'
import { listAuditTrail } from './audit-trail/list-audit-trail.ts'
import { operationsRoutes as routes } from './contract.ts'
import { discardLetter } from './dead-letters/discard-letter.ts'
import { listLetters } from './dead-letters/list-letters.ts'
import { replayLetter } from './dead-letters/replay-letter.ts'
import { showLetter } from './dead-letters/show-letter.ts'
import { listMails } from './mailbox/list-mails.ts'
import { showMailHtml } from './mailbox/show-mail-html.ts'
import { showMail } from './mailbox/show-mail.ts'
import type { OperationsParts } from './parts.ts'
import { problems } from './problems.ts'

export type { KeptMails, OperationsParts } from './parts.ts'

/** What an operator sees of the machine: dead letters, the audit trail, mails kept here. */
export function createOperationsModule(parts: OperationsParts): Module {
  return {
    name: 'operations',
    problems: [problems],
    routes: [
      bind(routes.listDeadLetters, listLetters),
      bind(routes.showDeadLetter, showLetter),
      bind(routes.replayDeadLetter, replayLetter),
      bind(routes.discardDeadLetter, discardLetter),
      bind(routes.listAuditTrail, (ctx, input) => listAuditTrail(ctx, input, parts)),
      bind(routes.listMails, (ctx, input) => listMails(ctx, input, parts)),
      bind(routes.showMail, (ctx, input) => showMail(ctx, input, parts)),
      bind(routes.showMailHtml, (ctx, input) => showMailHtml(ctx, input, parts)),
    ],
    subscriptions: [],
    jobs: [],
    schedules: [],
    healthChecks: [],
  }
}
