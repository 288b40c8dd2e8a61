import type { DriverCall, Shop } from '../../driver/driver.ts'
import { namesOf } from './names.ts'
import type { Parts } from './parts.ts'
import { recoveryOf } from './recovery.ts'

/** Ends a release that was begun and not finished, whoever began it; does nothing where there is none. */
export async function endUnfinished({ helm }: Parts, shop: Shop, call: DriverCall): Promise<void> {
  const names = namesOf(shop.id)
  const recovery = recoveryOf(await helm.history(names, call.signal))
  if (recovery.kind === 'none') return
  await call.guard()
  if (recovery.kind === 'uninstall') {
    call.report('Taking away an installation that was not finished.')
    await helm.uninstall(names, call.signal)
  } else {
    call.report('Going back to the version before, as the change was not finished.')
    await helm.rollback(names, recovery.revision, call.signal)
  }
}
