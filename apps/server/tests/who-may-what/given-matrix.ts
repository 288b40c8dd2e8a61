import { guestActions } from '@holdfast/bookings'
import { payerActions } from '@holdfast/payments'
import { describeRoles } from '@holdfast/identity'
import { newId } from '@holdfast/kernel/ids'
import { demonstrationId } from '../../src/business.ts'
import { givenBusiness } from './business.ts'
import { callersOf } from './callers.ts'
import { createSignIn } from './credentials.ts'
import type { Matrix } from './matrix.ts'
import type { Service } from './service.ts'
import { subjects } from './subjects.ts'

/** Every kind of caller of one business, beside another business that they may know nothing of. */
export async function givenMatrix(service: Service): Promise<Matrix> {
  const table = describeRoles()
  const allActions = new Set(table.actions.map(({ action }) => action))
  const own = await givenBusiness(service, { organisationId: demonstrationId, allActions })
  const foreign = await givenBusiness(service, { organisationId: newId(), allActions })
  // One of everything where nobody may look, so that a list that looks there shows it.
  for (const { make } of Object.values(subjects)) {
    const [hidden] = foreign.stationIds
    await make({ service, business: foreign, stationId: hidden, personId: undefined })
    await make({ service, business: own, stationId: own.stationIds[1], personId: undefined })
  }
  return {
    service,
    ask: service.serve(service.modules),
    callers: callersOf(table, [...guestActions, ...payerActions]),
    own,
    foreign,
    signIn: createSignIn(service, own),
  }
}
