import { bind, bindJob, type Module } from '@holdfast/kernel/module'
import { accountRoutes as routes } from '../contract/account-routes.ts'
import { cleanUpAccounts as cleanUpAccountsJob, sendLinkMail, sendNotice } from '../jobs.ts'
import type { IdentityContext, IdentityJob, IdentityParts } from '../parts.ts'
import { cleanUpAccounts } from './clean-up.ts'
import { confirmEmailVerification } from './email/confirm-email-verification.ts'
import { requestEmailVerification } from './email/request-email-verification.ts'
import { mailLink, mailNotice } from './mails/mail-jobs.ts'
import { accountMailSubscriptions } from './mails/mail-subscriptions.ts'
import { renameMe } from './me/rename-me.ts'
import { showMe } from './me/show-me.ts'
import { showVisitor } from './me/show-visitor.ts'
import { changePassword } from './password/change-password.ts'
import { confirmPasswordReset } from './password/confirm-password-reset.ts'
import { previewPasswordReset } from './password/preview-password-reset.ts'
import { requestPasswordReset } from './password/request-password-reset.ts'
import { beginSecondFactor } from './second-factor/begin-second-factor.ts'
import { confirmSecondFactor } from './second-factor/confirm-second-factor.ts'
import { renewBackupCodes } from './second-factor/renew-backup-codes.ts'
import { endSecondFactor } from './second-factor/end-second-factor.ts'
import { endOtherSessions } from './sessions/end-other-sessions.ts'
import { endSession } from './sessions/end-session.ts'
import { listSessions } from './sessions/list-sessions.ts'
import { accountThatWaits } from './sign-in/account-that-waits.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signInSecondFactor } from './sign-in/sign-in-second-factor.ts'
import { signOut } from './sign-in/sign-out.ts'

type Part = Pick<Module, 'routes' | 'subscriptions' | 'jobs' | 'healthChecks'>

/** Sign-in, sessions and the account of a person: what the module answers. */
export function accountPart(parts: IdentityParts): Part {
  return {
    routes: [
      bind(routes.signIn, withParts(signIn, parts)),
      bind(routes.signInSecondFactor, withParts(signInSecondFactor, parts), {
        account: withParts(accountThatWaits, parts),
      }),
      bind(routes.signOut, withParts(signOut, parts)),
      bind(routes.showMe, showMe),
      bind(routes.showVisitor, showVisitor),
      bind(routes.renameMe, renameMe),
      bind(routes.listSessions, withParts(listSessions, parts)),
      bind(routes.endOtherSessions, withParts(endOtherSessions, parts)),
      bind(routes.endSession, endSession),
      bind(routes.changePassword, withParts(changePassword, parts)),
      bind(routes.beginSecondFactor, withParts(beginSecondFactor, parts)),
      bind(routes.confirmSecondFactor, withParts(confirmSecondFactor, parts)),
      bind(routes.renewBackupCodes, withParts(renewBackupCodes, parts)),
      bind(routes.endSecondFactor, withParts(endSecondFactor, parts)),
      bind(routes.requestPasswordReset, withParts(requestPasswordReset, parts)),
      bind(routes.previewPasswordReset, withParts(previewPasswordReset, parts)),
      bind(routes.confirmPasswordReset, withParts(confirmPasswordReset, parts)),
      bind(routes.requestEmailVerification, withParts(requestEmailVerification, parts)),
      bind(routes.confirmEmailVerification, confirmEmailVerification),
    ],
    subscriptions: accountMailSubscriptions(),
    jobs: [
      bindJob(sendLinkMail, (ctx: IdentityJob, input) => mailLink(ctx, input, parts)),
      bindJob(sendNotice, (ctx: IdentityJob, input) => mailNotice(ctx, input, parts)),
      bindJob(cleanUpAccountsJob, cleanUpAccounts),
    ],
    healthChecks: [],
  }
}

type VerbWithParts<Input, Output> = (
  ctx: IdentityContext,
  input: Input,
  parts: IdentityParts,
) => Promise<Output>

function withParts<Input, Output>(verb: VerbWithParts<Input, Output>, parts: IdentityParts) {
  return (ctx: IdentityContext, input: Input) => verb(ctx, input, parts)
}
