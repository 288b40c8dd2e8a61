// Medusa brings no storefront: this page at `/` shows what the shop sells, so that its address
// opens something. A storefront of one's own uses the Store API with the key it names.
import utils from '@medusajs/framework/utils'

export async function GET(request, response) {
  const query = request.scope.resolve(utils.ContainerRegistrationKeys.QUERY)
  const [{ data: stores }, { data: products }, { data: keys }] = await Promise.all([
    query.graph({ entity: 'store', fields: ['name'] }),
    query.graph({ entity: 'product', filters: { status: 'published' }, fields: shown }),
    query.graph({ entity: 'api_key', filters: { type: 'publishable' }, fields: ['token'] }),
  ])
  const page = renderPage({ name: stores[0]?.name ?? '', products, key: keys[0]?.token ?? '' })
  response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  response.type('html').send(page)
}

const shown = ['title', 'description', 'variants.prices.amount', 'variants.prices.currency_code']

function renderPage({ name, products, key }) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(name)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem }
  h1 { overflow-wrap: anywhere; line-height: 1.2 }
  ul { list-style: none; padding: 0 }
  li { padding: 1rem 0; border-top: 1px solid #8884 }
  .price { float: right; font-variant-numeric: tabular-nums }
  p { margin: 0.25rem 0 0 }
  footer { margin-top: 2rem; font-size: 0.875rem; opacity: 0.75; overflow-wrap: anywhere }
</style>
<h1>${escapeHtml(name)}</h1>
<ul>${products.map(renderProduct).join('')}</ul>
<footer>
  <p>Orders go through the Store API at <code>/store</code>, with the publishable key
  <code>${escapeHtml(key)}</code>.</p>
  <p>Owners sign in at <a href="app">the dashboard</a>.</p>
</footer>
</html>`
}

function renderProduct({ title, description, variants }) {
  const price = variants?.[0]?.prices?.[0]
  const amount = price ? formatPrice(price.amount, price.currency_code) : ''
  return `<li><span class="price">${escapeHtml(amount)}</span><strong>${escapeHtml(title)}</strong>
  <p>${escapeHtml(description ?? '')}</p></li>`
}

function formatPrice(amount, currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => entities[character])
}
