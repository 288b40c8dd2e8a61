import { z } from 'zod'
import type { Shop } from '../../../driver/driver.ts'
import { notYet, type AskShop, type ShopAnswer } from '../shop-http.ts'
import type { ShopChart } from './chart.ts'

const products = z.array(z.object({ id: z.number() }))

/** WordPress with WooCommerce on MariaDB. */
export const woocommerceChart: ShopChart = {
  name: 'woocommerce',
  adminPath: '/wp-admin/',
  storefrontPath: '/',
  async verify(shop, ask) {
    await signIn(shop, ask)
    const found = products.safeParse((await ask({ path: '/wp-json/wc/store/v1/products' })).json())
    if (!found.success) throw notYet('The shop does not say what it sells.')
    return { products: found.data.length }
  },
  database: {
    image: 'docker.io/library/mariadb:11.4',
    user: 999,
    mountPath: '/var/lib/mysql',
    uploads: true,
    dumpSize: { small: '6Gi', medium: '24Gi', large: '60Gi' },
    dumpScript: `set -eu
[ -d /var/lib/mysql/mysql ] || exit 0
mariadbd --skip-networking --skip-grant-tables --socket=/tmp/dump.sock --pid-file=/tmp/dump.pid &
until mariadb-admin --socket=/tmp/dump.sock ping >/dev/null 2>&1; do kill -0 $!; sleep 1; done
mariadb-dump --socket=/tmp/dump.sock --single-transaction --all-databases >/dump/shop.sql.part
tar -czf /dump/uploads.tar.gz -C /uploads .
mv /dump/shop.sql.part /dump/shop.sql
mariadb-admin --socket=/tmp/dump.sock shutdown
wait`,
  },
}

/** WordPress answers a right password by a redirect and a cookie, a wrong one by the form again. */
async function signIn({ secrets }: Shop, ask: AskShop): Promise<void> {
  const form = new URLSearchParams({
    log: 'admin',
    pwd: secrets.adminPassword,
    testcookie: '0',
  }).toString()
  const answer = await ask({
    path: '/wp-login.php',
    method: 'POST',
    body: form,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  if (!isSignedIn(answer)) throw notYet('The administrator can not sign in.')
}

function isSignedIn({ status, headers }: ShopAnswer): boolean {
  const cookies = headers['set-cookie'] ?? []
  return status === 302 && cookies.some((cookie) => cookie.startsWith('wordpress_logged_in'))
}
