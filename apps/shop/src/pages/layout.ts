import { html, type Html } from './html.ts'
import type { View } from './view.ts'

export interface Page {
  readonly title: string
  readonly content: Html
  /** Behind the counter there is no cart. */
  readonly area?: 'shop' | 'admin'
  /** Said above the content, where something was done or refused. */
  readonly notice?: Notice | undefined
}

export interface Notice {
  readonly tone: 'done' | 'refused' | 'info'
  readonly text: string
}

/** A whole page, which needs no script. */
export function renderPage(view: View, page: Page): string {
  const { area = 'shop', title, content, notice } = page
  const full = title === view.shopName ? title : `${title} · ${view.shopName}`
  return html`<!doctype html>
    <html lang="en" data-theme="${view.theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="holdfast-store" content="${view.storeId}" />
        <title>${full}</title>
        <link rel="stylesheet" href="${view.styleHref}" />
        <link rel="icon" href="${view.base}/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${area === 'admin' ? adminHeader(view) : shopHeader(view)}
        <main id="content">${notice && showNotice(notice)} ${content}</main>
        ${footer(view)}
      </body>
    </html> `.markup
}

function shopHeader({ base, shopName, cartCount }: View): Html {
  return html`<header class="top">
    <div class="wide">
      <a class="brand" href="${base}/">${mark}<span>${shopName}</span></a>
      <nav aria-label="Shop">
        <a href="${base}/">Shop</a>
        <a class="cart-link" href="${base}/cart"
          >${bag}<span>Cart</span>${
            cartCount > 0 &&
            html`<span class="count">${cartCount}<span class="heard"> in your cart</span></span>`
          }</a
        >
      </nav>
    </div>
  </header>`
}

function adminHeader({ base, shopName }: View): Html {
  return html`<header class="top">
    <div class="wide">
      <a class="brand" href="${base}/admin">${mark}<span>${shopName}</span><small>Admin</small></a>
      <nav aria-label="Admin">
        <a href="${base}/admin">Orders</a><a href="${base}/admin/products">Products</a>
        <a href="${base}/">Storefront</a>
      </nav>
    </div>
  </header>`
}

function footer({ base, shopName }: View): Html {
  return html`<footer class="bottom">
    <div class="wide">
      <p>${shopName}</p>
      <p>
        A practice shop: no money moves and nothing is sent.
        <a href="${base}/admin">For the owner</a>
      </p>
    </div>
  </footer>`
}

function showNotice({ tone, text }: Notice): Html {
  return html`<p class="notice ${tone}" role="${tone === 'refused' ? 'alert' : 'status'}">
    ${text}
  </p>`
}

const mark: Html = {
  markup:
    '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9h16l-1.4 10.2a2 2 0 0 1-2 1.8H7.4a2 2 0 0 1-2-1.8z"/><path d="M8.5 9a3.5 3.5 0 0 1 7 0"/></svg>',
}
const bag: Html = {
  markup:
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 2 3 6v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V6l-3-4zM3 6h18M16 10a4 4 0 0 1-8 0"/></svg>',
}

export const iconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#c2502b" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M4 9h16l-1.4 10.2a2 2 0 0 1-2 1.8H7.4a2 2 0 0 1-2-1.8z"/><path d="M8.5 9a3.5 3.5 0 0 1 7 0"/></svg>'
