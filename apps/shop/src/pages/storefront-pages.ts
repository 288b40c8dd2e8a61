import { mostOfOne } from '../cart/cart.ts'
import { stockText, type Product } from '../catalogue/product.ts'
import { writeMoney } from '../money.ts'
import { html, type Html } from './html.ts'
import type { Page } from './layout.ts'
import { pictureOf } from './pictures.ts'
import type { View } from './view.ts'

/** Everything that is sold, by category. */
export function homePage(view: View, products: readonly Product[]): Page {
  const categories = [...new Set(products.map(({ category }) => category))]
  const content = html`<section class="hero">
      <h1>${view.shopName}</h1>
      <p>Things for kitchen and table that get better with use.</p>
      ${
        categories.length > 1 &&
        html`<nav class="chips" aria-label="Categories">
          ${categories.map((name) => html`<a href="#${anchorOf(name)}">${name}</a>`)}
        </nav>`
      }
    </section>
    ${products.length === 0 && html`<p class="empty">The shelves are empty at the moment. Come back soon.</p>`}
    ${categories.map((name) => shelf(view, name, products))}`
  return { title: view.shopName, content }
}

function shelf(view: View, category: string, products: readonly Product[]): Html {
  const own = products.filter((product) => product.category === category)
  const id = anchorOf(category)
  return html`<section class="shelf" aria-labelledby="${id}">
    <h2 id="${id}">${category}</h2>
    <ul class="grid">
      ${own.map((product) => html`<li>${card(view, product)}</li>`)}
    </ul>
  </section>`
}

function anchorOf(category: string): string {
  return category.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function card({ base, currency }: View, product: Product): Html {
  return html`<a class="card" href="${base}/products/${product.slug}">
    <span class="picture" data-tint="${tintOf(product)}"
      >${pictureOf(product.picture, undefined)}</span
    >
    <span class="card-text"
      ><strong>${product.name}</strong><span class="soft">${product.summary}</span>
      <span class="card-foot"
        ><span class="price">${writeMoney(product.priceMinor, currency)}</span
        >${stockTag(product, true)}</span
      ></span
    >
  </a>`
}

function tintOf({ category }: Product): string {
  return (
    ['cooking', 'table', 'home', 'pantry'].find((name) => name === category.toLowerCase()) ?? 'home'
  )
}

function stockTag({ stock }: Product, quiet: boolean): Html | undefined {
  if (quiet && stock > 5) return undefined
  const tone = stock === 0 ? 'none' : stock <= 5 ? 'few' : 'plenty'
  return html`<span class="stock ${tone}">${stockText(stock)}</span>`
}

export function productPage(view: View, product: Product): Page {
  const content = html`<nav class="crumbs" aria-label="Where you are">
      <a href="${view.base}/">Shop</a> <span aria-hidden="true">/</span>
      <a href="${view.base}/#${anchorOf(product.category)}">${product.category}</a>
    </nav>
    <article class="product">
      <div class="picture large" data-tint="${tintOf(product)}">
        ${pictureOf(product.picture, undefined)}
      </div>
      <div class="product-text">
        <h1>${product.name}</h1>
        <p class="lead">${product.summary}</p>
        <p class="amount">${writeMoney(product.priceMinor, view.currency)}</p>
        <p>${stockTag(product, false)}</p>
        ${product.stock > 0 ? addForm(view, product) : html`<p class="soft">It is sold out for now. Have a look at the <a href="${view.base}/">other things</a>.</p>`}
        <p class="description">${product.description}</p>
      </div>
    </article>`
  return { title: product.name, content }
}

function addForm({ base }: View, { slug, stock, name }: Product): Html {
  return html`<form class="add" method="post" action="${base}/cart">
    <input type="hidden" name="product" value="${slug}" />
    <label for="quantity">How many</label>
    <div class="row">
      <input
        id="quantity"
        name="more"
        type="number"
        inputmode="numeric"
        min="1"
        max="${Math.min(stock, mostOfOne)}"
        value="1"
        required
      />
      <button class="primary">Add to cart<span class="heard">: ${name}</span></button>
    </div>
  </form>`
}

export function notFoundPage(view: View): Page {
  const content = html`<section class="middle">
    <h1>This page is not here</h1>
    <p class="soft">It may have moved, or the address has a slip in it.</p>
    <p><a class="button" href="${view.base}/">Go to the shop</a></p>
  </section>`
  return { title: 'Not found', content }
}

export function failurePage(view: View, correlationId: string): Page {
  const content = html`<section class="middle">
    <h1>That did not work</h1>
    <p class="soft">
      It is our fault, and nothing was ordered or charged by it. Try again in a moment.
    </p>
    <p><a class="button" href="${view.base}/">Go to the shop</a></p>
    <p class="small">Reference ${correlationId}</p>
  </section>`
  return { title: 'That did not work', content }
}
