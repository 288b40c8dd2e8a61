import type { DriverCall, Shop } from '../../driver/driver.ts'
import type { ReleaseStatus } from './helm-answers.ts'
import { namesOf } from './names.ts'
import type { Parts } from './parts.ts'
import { pendingOf, recoveryOf } from './recovery.ts'

/**
 * Ends a release that was begun and not finished, whoever began it. Gives the release that was found
 * finished, if there is one.
 */
export async function endUnfinished(
  { helm }: Parts,
  shop: Shop,
  call: DriverCall,
): Promise<ReleaseStatus | undefined> {
  const names = namesOf(shop.id)
  const found = await helm.status(names, call.signal)
  if (!found || !pendingOf(found)) return found
  const recovery = recoveryOf(await helm.history(names, call.signal))
  if (recovery.kind === 'none') return undefined
  await call.guard()
  if (recovery.kind === 'uninstall') {
    call.report('Taking away an installation that was not finished.')
    await helm.uninstall(names, call.signal)
  } else {
    call.report('Going back to the version before, as the change was not finished.')
    await helm.rollback(names, recovery.revision, call.signal)
  }
  return undefined
}
