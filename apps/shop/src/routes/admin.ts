import { clientAddress, limitedSubject } from '@holdfast/kernel/edge'
import { definePolicy } from '@holdfast/kernel/rate-limit'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { findPasswordHash } from '../admin/admin-store.ts'
import { isPasswordOf } from '../admin/password.ts'
import type { Session } from '../admin/session.ts'
import { changeProduct, listProducts } from '../catalogue/product-store.ts'
import { readMoney } from '../money.ts'
import { listOrders, sumOrders } from '../order/order-store.ts'
import { ordersPage, productsPage, signInPage } from '../pages/admin-pages.ts'
import type { Notice } from '../pages/layout.ts'
import type { ShopParts } from './parts.ts'
import { readForm, wholeNumber } from './read-form.ts'
import { dropSession, keepSession, showPage, visitOf, type Status } from './visit.ts'

const minuteMs = 60_000

const signInPolicy = definePolicy({
  name: 'signIn',
  windows: [
    { name: 'minute', limit: 10, periodMs: minuteMs },
    { name: 'hour', limit: 60, periodMs: 60 * minuteMs },
  ],
  whenStoreIsDown: 'local',
})

/** What the owner sees: orders, and the products to change. */
export function addAdmin(app: Hono, parts: ShopParts): void {
  const db = parts.database.kysely

  app.get('/admin/sign-in', (c) => showPage(c, { parts, page: (view) => signInPage(view, '') }))

  app.post('/admin/sign-in', async (c) => {
    const { now, base } = visitOf(c, parts)
    const { email = '', password = '' } = await readForm(c)
    if (await isLimited(c, parts)) return refuseSignIn(c, parts, { email, ...tooOften })
    const known = await isPasswordOf(password, await findPasswordHash(db, email.trim()))
    if (!known) return refuseSignIn(c, parts, { email, ...wrongPassword })
    keepSession(c, parts.sessions.begin(email.trim(), now).cookie)
    return c.redirect(`${base}/admin`, 303)
  })

  app.get('/admin', async (c) => {
    const counter = counterOf(c, parts)
    if (!counter) return toSignIn(c, parts)
    const [orders, takings] = await Promise.all([listOrders(db, 200), sumOrders(db)])
    return showPage(c, { parts, page: (view) => ordersPage(view, { counter, orders, takings }) })
  })

  app.get('/admin/products', (c) => showProducts(c, parts))

  app.post('/admin/products', async (c) => {
    const fields = await ownForm(c, parts)
    if (fields instanceof Response) return fields
    const change = readChange(fields)
    if (!change) return showProducts(c, parts, { ...badChange, status: 422 })
    if (await changeProduct(db, change)) return showProducts(c, parts, saved)
    return showProducts(c, parts, { ...boughtMeanwhile, status: 409 })
  })

  app.post('/admin/sign-out', async (c) => {
    const fields = await ownForm(c, parts)
    if (fields instanceof Response) return fields
    dropSession(c)
    return c.redirect(`${visitOf(c, parts).base}/admin/sign-in`, 303)
  })
}

async function isLimited(c: Context, { limits }: ShopParts): Promise<boolean> {
  const { incoming } = c.env as Partial<HttpBindings>
  // Those of one machine's own programs count by themselves: nobody outside can use them up.
  const forwarded = c.req.header('x-forwarded-for') !== undefined
  const subject = incoming && forwarded ? limitedSubject(clientAddress(incoming)) : 'this machine'
  return !(await limits.take([{ policy: signInPolicy, subject }])).allowed
}

const tooOften = {
  status: 429,
  text: 'That was tried too often. Wait a minute, then try again.',
} as const
const wrongPassword = { status: 403, text: 'E-mail or password is not right.' } as const

function refuseSignIn(
  c: Context,
  parts: ShopParts,
  { email, status, text }: { email: string; status: Status; text: string },
) {
  const notice: Notice = { tone: 'refused', text }
  return showPage(c, { parts, page: (view) => signInPage(view, email, notice), status })
}

function toSignIn(c: Context, parts: ShopParts): Response {
  return c.redirect(`${visitOf(c, parts).base}/admin/sign-in`, 303)
}

function counterOf(c: Context, parts: ShopParts) {
  const { admin, now } = visitOf(c, parts)
  return admin && { email: admin.email, formToken: parts.sessions.formToken(admin, now) }
}

/** The fields of a form that was made for this very session, or the answer to who sent another. */
async function ownForm(
  c: Context,
  parts: ShopParts,
): Promise<Readonly<Record<string, string>> | Response> {
  const { admin, now } = visitOf(c, parts)
  if (!admin) return toSignIn(c, parts)
  const fields = await readForm(c)
  if (isOwn(parts, admin, { token: fields['token'] ?? '', now })) return fields
  return c.text('This form is old or came from elsewhere. Load the page again.\n', 403)
}

function isOwn(parts: ShopParts, session: Session, shown: { token: string; now: Date }): boolean {
  return parts.sessions.isFormTokenOf(shown.token, session, shown.now)
}

function readChange(fields: Readonly<Record<string, string>>) {
  const priceMinor = readMoney(fields['price'] ?? '')
  const stock = wholeNumber(fields['stock'])
  const stockSeen = wholeNumber(fields['stockSeen'])
  const slug = fields['product']
  if (priceMinor === undefined || stock === undefined || stock > 1_000_000) return undefined
  if (stockSeen === undefined || slug === undefined) return undefined
  return { slug, priceMinor, stock, stockSeen }
}

interface Told {
  readonly notice: Notice
  readonly status?: Status
}

const saved: Told = { notice: { tone: 'done', text: 'Saved.' } }
const badChange: Told = {
  notice: { tone: 'refused', text: 'Write a price such as 12.50, and a whole number in stock.' },
}
const boughtMeanwhile: Told = {
  notice: {
    tone: 'refused',
    text: 'Somebody bought of it while you were looking. Here is what is left now; nothing was changed.',
  },
}

async function showProducts(c: Context, parts: ShopParts, told?: Told) {
  const counter = counterOf(c, parts)
  if (!counter) return toSignIn(c, parts)
  const products = await listProducts(parts.database.kysely)
  const notice = told?.notice
  return showPage(c, {
    parts,
    page: (view) => productsPage(view, { counter, products, notice }),
    ...(told?.status ? { status: told.status } : {}),
  })
}
