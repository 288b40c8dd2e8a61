import type { Product } from '../catalogue/product.ts'
import { writeMoney } from '../money.ts'
import type { Order } from '../order/order.ts'
import type { Takings } from '../order/order-store.ts'
import { writeTime } from './cart-pages.ts'
import { html, type Html } from './html.ts'
import type { Notice, Page } from './layout.ts'
import type { View } from './view.ts'

export function signInPage(view: View, email: string, notice?: Notice): Page {
  const content = html`<section class="narrow">
    <h1>Sign in</h1>
    <p class="soft">
      For the owner of this shop. Address and password are in the console, where the shop was made.
    </p>
    <form method="post" action="${view.base}/admin/sign-in">
      <div class="field">
        <label for="email">E-mail</label
        ><input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          required
          maxlength="200"
          value="${email}"
        />
      </div>
      <div class="field">
        <label for="password">Password</label
        ><input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="200"
        />
      </div>
      <button class="primary block">Sign in</button>
    </form>
  </section>`
  return { title: 'Sign in', content, area: 'admin', notice }
}

/** What every form behind the counter carries. */
export interface Counter {
  readonly email: string
  readonly formToken: string
}

export function ordersPage(
  view: View,
  { counter, orders, takings }: { counter: Counter; orders: readonly Order[]; takings: Takings },
): Page {
  const content = html`<div class="title">
      <h1>Orders</h1>
      ${signOut(view, counter)}
    </div>
    <dl class="facts">
      <div>
        <dt>Orders</dt>
        <dd>${takings.orders}</dd>
      </div>
      <div>
        <dt>Taken in</dt>
        <dd>${writeMoney(takings.totalMinor, view.currency)}</dd>
      </div>
    </dl>
    ${
      orders.length === 0
        ? html`<p class="empty">
            Nobody has ordered yet. The first order shows up here the moment it is paid.
          </p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Orders">
            <table>
              <thead>
                <tr>
                  <th>Number</th>
                  <th>Placed</th>
                  <th>Customer</th>
                  <th>What</th>
                  <th class="end">Paid</th>
                </tr>
              </thead>
              <tbody>
                ${orders.map(orderRow)}
              </tbody>
            </table>
          </div>`
    }`
  return { title: 'Orders', content, area: 'admin' }
}

function orderRow(order: Order): Html {
  return html`<tr>
    <th scope="row" class="digits">${order.number}</th>
    <td data-label="Placed">${writeTime(order.placedAt)}</td>
    <td data-label="Customer">
      ${order.customerName}<span class="soft">${order.email}</span
      ><span class="soft">${order.address}</span>
    </td>
    <td data-label="What">
      ${order.lines.map(({ quantity, name }) => html`<span class="block">${quantity} × ${name}</span>`)}
    </td>
    <td class="end digits" data-label="Paid">${writeMoney(order.totalMinor, order.currency)}</td>
  </tr>`
}

export function productsPage(
  view: View,
  {
    counter,
    products,
    notice,
  }: { counter: Counter; products: readonly Product[]; notice?: Notice | undefined },
): Page {
  const content = html`<div class="title">
      <h1>Products</h1>
      ${signOut(view, counter)}
    </div>
    <ul class="edit">
      ${products.map((product) => editForm(view, counter, product))}
    </ul>`
  return { title: 'Products', content, area: 'admin', notice }
}

function editForm({ base, currency }: View, { formToken }: Counter, product: Product): Html {
  const { slug, name, stock, priceMinor } = product
  const plain = (priceMinor / 100).toFixed(2)
  return html`<li>
    <form method="post" action="${base}/admin/products">
      <input type="hidden" name="token" value="${formToken}" />
      <input type="hidden" name="product" value="${slug}" /><input
        type="hidden"
        name="stockSeen"
        value="${stock}"
      />
      <a href="${base}/products/${slug}">${name}</a>
      <label
        >Price <span class="soft">${currency}</span
        ><input
          name="price"
          inputmode="decimal"
          pattern="[0-9]{1,6}([.,][0-9]{1,2})?"
          value="${plain}"
          required
      /></label>
      <label
        >In stock<input name="stock" type="number" min="0" max="1000000" value="${stock}" required
      /></label>
      <button>Save<span class="heard"> ${name}</span></button>
    </form>
  </li>`
}

function signOut({ base }: View, { email, formToken }: Counter): Html {
  return html`<form class="sign-out" method="post" action="${base}/admin/sign-out">
    <input type="hidden" name="token" value="${formToken}" /><span class="soft">${email}</span
    ><button class="quiet">Sign out</button>
  </form>`
}
