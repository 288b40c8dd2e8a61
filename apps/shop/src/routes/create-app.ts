import { currentContext } from '@holdfast/kernel/context'
import { Hono } from 'hono'
import { failurePage, notFoundPage } from '../pages/storefront-pages.ts'
import { addAdmin } from './admin.ts'
import { addCheckout } from './checkout.ts'
import { addControl } from './control.ts'
import type { ShopParts } from './parts.ts'
import { formsFromHere } from './same-origin.ts'
import { addStorefront } from './storefront.ts'
import { showPage } from './visit.ts'

/** All routes of a shop. */
export function createApp(parts: ShopParts): Hono {
  const app = new Hono()
  app.use(formsFromHere)
  addStorefront(app, parts)
  addCheckout(app, parts)
  addAdmin(app, parts)
  addControl(app, parts)
  app.notFound((c) => showPage(c, { parts, page: notFoundPage, status: 404 }))
  app.onError((error, c) => {
    parts.log.error({ err: error }, 'A page failed')
    const correlationId = currentContext()?.correlationId ?? 'unknown'
    return showPage(c, { parts, page: (view) => failurePage(view, correlationId), status: 500 })
  })
  return app
}
