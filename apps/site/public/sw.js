// Keeps the shell for the moments without a connection. The network always comes first, and
// the API is never touched. The build fills in the version and the list of files.
const version = '__VERSION__'
const shell = '__SHELL__'
const cacheName = `ember-oak-${version}`

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  )
})

addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  const isOurs = origin === location.origin && !pathname.startsWith('/api')
  if (request.method !== 'GET' || !isOurs) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

async function page(request) {
  try {
    return await fetch(request)
  } catch {
    const { pathname } = new URL(request.url)
    return (pathname === '/' && (await caches.match('/'))) || (await caches.match('/offline'))
  }
}

async function asset(request) {
  try {
    const response = await fetch(request)
    if (response.ok) (await caches.open(cacheName)).put(request, response.clone())
    return response
  } catch {
    return (await caches.match(request)) || Response.error()
  }
}
