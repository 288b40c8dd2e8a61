import type { APIRoute } from 'astro'

const pages = ['/', '/menu', '/quote', '/book']

// A sitemap needs whole addresses; without a known site it speaks of the demonstration's own.
const demonstration = 'http://localhost:3000'

export const GET: APIRoute = ({ site }) => {
  const entries = pages.map((page) => {
    const address = new URL(page, site ?? demonstration).href
    return `  <url><loc>${address}</loc></url>\n`
  })
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`,
  )
}
