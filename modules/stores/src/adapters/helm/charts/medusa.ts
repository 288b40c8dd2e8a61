import { z } from 'zod'
import type { Shop } from '../../../driver/driver.ts'
import { notYet, type AskShop } from '../shop-http.ts'
import type { ShopChart } from './chart.ts'

const signedIn = z.object({ token: z.string().min(1) })
const keys = z.object({ api_keys: z.array(z.object({ token: z.string() })) })
const products = z.object({ count: z.number().int() })

/** Medusa on PostgreSQL and Redis. */
export const medusaChart: ShopChart = {
  name: 'medusa',
  adminPath: '/app',
  storefrontPath: '/',
  async verify(shop, ask) {
    const headers = { authorization: `Bearer ${await signIn(shop, ask)}` }
    const asked = await ask({ path: '/admin/api-keys?type=publishable&limit=1', headers })
    const key = keys.safeParse(asked.json()).data?.api_keys[0]
    if (!key) throw notYet('The shop has no key for its storefront.')
    const sold = await ask({
      path: '/store/products?limit=1',
      headers: { 'x-publishable-api-key': key.token },
    })
    const found = products.safeParse(sold.json())
    if (!found.success) throw notYet('The shop does not say what it sells.')
    return { products: found.data.count, publishableKey: key.token }
  },
  database: {
    image: 'docker.io/library/postgres:17',
    user: 999,
    mountPath: '/var/lib/postgresql/data',
    uploads: false,
    dumpSize: { small: '5Gi', medium: '10Gi', large: '20Gi' },
    dumpScript: `set -eu
data=/var/lib/postgresql/data/pgdata
[ -s "$data/PG_VERSION" ] || exit 0
pg_ctl -D "$data" -w -t 120 -o "-c listen_addresses='' -c unix_socket_directories=/tmp" start
pg_dumpall -h /tmp -U shop >/dump/shop.sql.part
mv /dump/shop.sql.part /dump/shop.sql
pg_ctl -D "$data" -w -m fast stop`,
  },
}

async function signIn({ secrets }: Shop, ask: AskShop): Promise<string> {
  const { adminEmail: email, adminPassword: password } = secrets
  const answer = await ask({
    path: '/auth/user/emailpass',
    method: 'POST',
    body: JSON.stringify({ email, password }),
    headers: { 'content-type': 'application/json' },
  })
  const found = signedIn.safeParse(answer.json())
  if (answer.status !== 200 || !found.success) throw notYet('The administrator can not sign in.')
  return found.data.token
}
