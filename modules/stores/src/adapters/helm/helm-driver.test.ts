import { afterAll } from 'vitest'
import { describeDriver } from '../../fixtures/driver-conformance.ts'
import { hostileNames } from '../../fixtures/hostile-names.ts'
import { startKubernetes } from '../../fixtures/kubernetes-emulator/emulator.ts'
import { startIngress } from '../../fixtures/kubernetes-emulator/ingress.ts'
import { charts, realHelm } from '../../fixtures/kubernetes-tools.ts'
import { createHelmDriver } from './helm-driver.ts'

const kubernetes = await startKubernetes()
const ingress = await startIngress(kubernetes)
afterAll(async () => {
  await ingress.close()
  await kubernetes.close()
})

function driver() {
  return createHelmDriver({
    chart: 'woocommerce',
    charts,
    domain: 'shops.example',
    kubeconfig: kubernetes.kubeconfig,
    helm: realHelm(),
    ingressUrl: ingress.url,
    pollMs: 20,
  })
}

describeDriver('helm 4 against the emulator', async () => ({
  driver: driver(),
  another: driver(),
  versions: ['9.8.5'],
  halfMadeAfter: ['isolate', 'release'],
  hostileNames: hostileNames.slice(0, 3),
  async shownName({ slug }) {
    const { request } = await import('node:http')
    return new Promise((done, refuse) => {
      const host = `${slug}.shops.example`
      request(ingress.url, { headers: { host } }, (answer) => {
        answer.setEncoding('utf8')
        let text = ''
        answer.on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => done(text))
      })
        .once('error', refuse)
        .end()
    })
  },
}))
