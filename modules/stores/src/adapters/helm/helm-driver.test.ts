import { LeaseLost } from '@holdfast/kernel/lease'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { expect } from 'vitest'
import { callOf } from '../../fixtures/conformance/driver-under-test.ts'
import { describeDriver } from '../../fixtures/driver-conformance.ts'
import { about, givenHelmWorld } from '../../fixtures/helm-world.ts'
import { hostileNames } from '../../fixtures/hostile-names.ts'
import { namesOf } from './names.ts'
import { askShopAt } from './shop-http.ts'

const { kubernetes, ingress, driverOf, fault, objectsOf } = await givenHelmWorld()
const driver = driverOf()

describeDriver('helm 4 against the emulator', async () => ({
  driver,
  another: driverOf(),
  versions: ['9.8.5'],
  halfMadeAfter: (['release', 'isolate'] as const).slice(0, proofSize({ reduced: 1, full: 2 })),
  // The charts are rendered with all of them; here they go through helm and the API server.
  hostileNames: ['$(ADMIN_PASSWORD) {{ .Values.host }}', ...hostileNames].slice(
    0,
    proofSize({ reduced: 1, full: hostileNames.length + 1 }),
  ),
  async madeFor(shop) {
    const created = (what: string) => kubernetes.asked.filter(about(shop, 'POST', what)).length
    const revisions = objectsOf(shop, 'Secret').filter(({ type }) => type === 'helm.sh/release.v1')
    if (revisions.length === 0) return {}
    return { releases: created('secrets'), revisions: revisions.length }
  },
  async shownName({ slug }) {
    const publicUrl = new URL(`http://${slug}.shops.example`)
    const ask = askShopAt({ publicUrl, through: new URL(ingress.url) }, callOf().signal)
    return String((await ask({ path: '/wp-json/name' })).json())
  },
  async kill({ id }) {
    const { namespace } = namesOf(id)
    kubernetes.behaviour.ready = ({ metadata }) => metadata.namespace !== namespace
    kubernetes.reconcile()
    kubernetes.behaviour.ready = () => true
  },
  async leavePending(shop) {
    const waits = fault({ with: 'hang', matches: about(shop, 'PATCH', 'deployments/') })
    const abort = new AbortController()
    const call = callOf({ signal: abort.signal })
    const releasing = driver.apply('release', shop, call).catch(() => undefined)
    await eventually(() => expect(waits.befell()).toBeGreaterThan(0), { withinMs: 60_000 })
    abort.abort(new LeaseLost('the process was killed'))
    await releasing
    waits.undo()
  },
}))
