import { mostOfOne, type Cart, type PricedCart, type PricedLine } from '../cart/cart.ts'
import { writeMoney } from '../money.ts'
import type { Order } from '../order/order.ts'
import { cards } from '../order/sandbox-payment.ts'
import { html, type Html } from './html.ts'
import type { Notice, Page } from './layout.ts'
import { pictureOf } from './pictures.ts'
import type { View } from './view.ts'

export function cartPage(view: View, priced: PricedCart, notice?: Notice): Page {
  const { base, currency } = view
  const content =
    priced.lines.length === 0
      ? html`<section class="middle">
          <h1>Your cart is empty</h1>
          <p class="soft">What you add stays here for thirty days.</p>
          <p><a class="button primary" href="${base}/">Go to the shop</a></p>
        </section>`
      : html`<h1>Your cart</h1>
          <ul class="lines">
            ${priced.lines.map((line) => cartLine(view, line))}
          </ul>
          <div class="sum">
            <span>Total</span><strong>${writeMoney(priced.totalMinor, currency)}</strong>
          </div>
          <div class="actions">
            <a href="${base}/">Keep shopping</a
            ><a class="button primary" href="${base}/checkout">Check out</a>
          </div>`
  return { title: 'Your cart', content, notice }
}

function cartLine({ base, currency }: View, { product, quantity, sumMinor }: PricedLine): Html {
  const id = `quantity-${product.slug}`
  return html`<li class="line">
    <a
      class="picture small"
      href="${base}/products/${product.slug}"
      tabindex="-1"
      aria-hidden="true"
      >${pictureOf(product.picture, undefined)}</a
    >
    <div class="line-text">
      <a href="${base}/products/${product.slug}">${product.name}</a>
      <span class="soft">${writeMoney(product.priceMinor, currency)} each</span>
      ${product.stock < quantity && html`<span class="stock none">${product.stock === 0 ? 'Sold out' : `Only ${product.stock} left`}</span>`}
    </div>
    <form class="line-form" method="post" action="${base}/cart">
      <input type="hidden" name="product" value="${product.slug}" />
      <label class="heard" for="${id}">How many of ${product.name}</label>
      <input
        id="${id}"
        name="quantity"
        type="number"
        inputmode="numeric"
        min="0"
        max="${mostOfOne}"
        value="${quantity}"
      />
      <button class="quiet">Update</button
      ><button class="quiet" name="remove" value="1">
        Remove<span class="heard"> ${product.name}</span>
      </button>
    </form>
    <strong class="line-sum">${writeMoney(sumMinor, currency)}</strong>
  </li>`
}

/** What was typed, and what is wrong with it, by the field's name. */
export interface CheckoutForm {
  readonly values: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
}

export const emptyForm: CheckoutForm = { values: {}, faults: {} }

export function checkoutPage(
  view: View,
  {
    cart,
    priced,
    form = emptyForm,
    notice,
  }: { cart: Cart; priced: PricedCart; form?: CheckoutForm; notice?: Notice | undefined },
): Page {
  const total = writeMoney(priced.totalMinor, view.currency)
  const content = html`<h1>Check out</h1>
    <div class="checkout">
      <form method="post" action="${view.base}/checkout">
        <input type="hidden" name="cart" value="${cart.id}" /><input
          type="hidden"
          name="total"
          value="${priced.totalMinor}"
        />
        <fieldset>
          <legend>Where it goes</legend>
          ${field(form, { name: 'name', label: 'Your name', autocomplete: 'name', type: 'text' })}
          ${field(form, { name: 'email', label: 'E-mail', autocomplete: 'email', type: 'email' })}
          ${field(form, { name: 'address', label: 'Address', autocomplete: 'street-address', type: 'text' })}
        </fieldset>
        <fieldset>
          <legend>How you pay</legend>
          <p class="soft">A practice payment: choose what the card should do.</p>
          ${Object.entries(cards).map(([name, { title, number }]) => {
            const isChosen = (form.values['card'] ?? 'approve') === name
            return html`<label class="choice"
              ><input type="radio" name="card" value="${name}" ${isChosen && html` checked`} />
              <span
                ><strong>${title}</strong><span class="soft digits">${number}</span></span
              ></label
            >`
          })}
        </fieldset>
        <button class="primary block">Pay ${total}</button>
        <p class="small">You see your order number at once.</p>
      </form>
      <aside class="summary" aria-label="What you buy">
        <h2>What you buy</h2>
        <ul>
          ${priced.lines.map(({ product, quantity, sumMinor }) => html`<li><span>${quantity} × ${product.name}</span><span class="digits">${writeMoney(sumMinor, view.currency)}</span></li>`)}
        </ul>
        <div class="sum"><span>Total</span><strong>${total}</strong></div>
        <p class="small"><a href="${view.base}/cart">Change your cart</a></p>
      </aside>
    </div>`
  return { title: 'Check out', content, notice }
}

interface Field {
  readonly name: string
  readonly label: string
  readonly autocomplete: string
  readonly type: string
}

function field({ values, faults }: CheckoutForm, { name, label, autocomplete, type }: Field): Html {
  const fault = faults[name]
  const isFirst = Object.keys(faults)[0] === name
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required
      maxlength="200"
      value="${values[name] ?? ''}"
      ${
        fault !== undefined && html` aria-invalid="true" aria-describedby="${name}-fault"`
      }${isFirst && html` autofocus`}
    />
    ${fault !== undefined && html`<p class="fault" id="${name}-fault">${fault}</p>`}
  </div>`
}

export function orderPage(view: View, order: Order): Page {
  const { currency } = order
  const content = html`<section class="thanks">
      <p class="tick" aria-hidden="true">
        <svg viewBox="0 0 24 24"><path d="m5 13 4 4L19 7" /></svg>
      </p>
      <h1>Thank you, ${order.customerName}</h1>
      <p class="lead">
        Your order is in. Its number is
        <strong class="digits" data-order-number>${order.number}</strong>.
      </p>
    </section>
    <div class="receipt">
      <ul>
        ${order.lines.map((line) => html`<li><span>${line.quantity} × ${line.name}</span><span class="digits">${writeMoney(line.priceMinor * line.quantity, currency)}</span></li>`)}
      </ul>
      <div class="sum">
        <span>Paid</span><strong>${writeMoney(order.totalMinor, currency)}</strong>
      </div>
      <dl>
        <dt>Placed</dt>
        <dd>${writeTime(order.placedAt)}</dd>
        <dt>Goes to</dt>
        <dd>${order.address}</dd>
        <dt>Payment</dt>
        <dd>Practice card, approved. No money moved.</dd>
      </dl>
    </div>
    <p class="middle"><a class="button" href="${view.base}/">Back to the shop</a></p>`
  return { title: `Order ${order.number}`, content }
}

/** With its zone, since nobody knows where the reader is. */
export function writeTime(at: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `${format.format(at)} UTC`
}
