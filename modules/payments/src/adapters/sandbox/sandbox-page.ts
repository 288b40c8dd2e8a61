import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Observation } from '../../providers/provider.ts'
import { choices, isChoice } from './sandbox-choices.ts'
import { html, join, renderPage, writeMoney, type Html } from './sandbox-html.ts'
import { readToken, type SandboxOrder } from './sandbox-order.ts'
import type { Sandbox } from './sandbox.ts'

export interface SandboxPageOptions {
  readonly sandbox: Pick<Sandbox, 'choose' | 'stateOf'>
  readonly vault: Pick<Vault, 'signer'>
  readonly clock: Clock
  readonly businessName: string
}

/** The page below `/sandbox/` on which a person chooses what becomes of a payment. */
export function createSandboxPage(
  options: SandboxPageOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const order = orderOf(request, options)
    if (!order) return notFound(options)
    if (request.method === 'GET' || request.method === 'HEAD') return show(order, options)
    if (request.method === 'POST') return choose(request, order, options)
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, POST' } })
  }
}

function orderOf({ url }: Request, { vault, clock }: SandboxPageOptions): SandboxOrder | undefined {
  const token = /^\/sandbox\/pay\/([\w.-]+)$/.exec(new URL(url).pathname)?.[1]
  return token === undefined ? undefined : readToken(vault, token, clock.now())
}

async function show(order: SandboxOrder, options: SandboxPageOptions): Promise<Response> {
  const seen = await options.sandbox.stateOf(order)
  const { businessName } = options
  if (seen.state === 'open') return renderPage({ ...payPage(order), businessName })
  if (seen.state === 'processing') return renderPage({ ...bankPage(order), businessName })
  return renderPage({ ...overPage(order, seen), businessName })
}

const longestForm = 1_000

/** Does what was chosen. The bank's question is asked on the same address. */
async function choose(
  request: Request,
  order: SandboxOrder,
  options: SandboxPageOptions,
): Promise<Response> {
  const body = await request.text()
  const choice = body.length > longestForm ? null : new URLSearchParams(body).get('choice')
  if (!isChoice(choice)) return show(order, options)
  await options.sandbox.choose(order, choice)
  const { pathname } = new URL(request.url)
  return new Response(null, {
    status: 303,
    headers: { location: choice === 'challenge' ? pathname : order.returnUrl },
  })
}

function payPage(order: SandboxOrder) {
  const { pay, ...others } = choices
  const content = html`<h1>Pay your deposit</h1>
    <strong class="amount">${writeMoney(order.amount)}</strong>
    <p>${order.description}</p>
    <form method="post">
      <button class="first" name="choice" value="pay">
        <strong>${pay.title} ${writeMoney(order.amount)}</strong><span>${pay.says}</span>
      </button>
      <h2>Or try what can go wrong</h2>
      ${join(Object.entries(others).map(([name, { title, says }]) => button(name, title, says)))}
    </form>
    <a class="back" href="${order.returnUrl}">Go back without paying</a>`
  return { title: 'Pay', content }
}

function bankPage(order: SandboxOrder) {
  const content = html`<h1>Your bank asks: is it you?</h1>
    <strong class="amount">${writeMoney(order.amount)}</strong>
    <p>This stands for 3-D Secure. A real bank would ask you in its app or by a code.</p>
    <form method="post">
      <button class="first" name="choice" value="confirm">
        <strong>Yes, pay ${writeMoney(order.amount)}</strong>
      </button>
      ${button('refuse', 'No, it is not me', 'The bank refuses the payment.')}
    </form>`
  return { title: 'Is it you?', content }
}

const overTexts: Readonly<Record<string, readonly [title: string, text: string]>> = {
  settled: ['This is paid', 'Nothing more is charged. You can go back to your booking.'],
  failed: ['The card was declined', 'Nothing was charged. Go back to try again.'],
  expired: ['This payment is over', 'The time to pay it has ended. Nothing was charged.'],
}

function overPage(order: SandboxOrder, { state }: Observation) {
  const [title, text] = overTexts[state] ?? ['This payment is over', '']
  const content = html`<h1>${title}</h1>
    <strong class="amount">${writeMoney(order.amount)}</strong>
    <p>${text}</p>
    <form><a class="button first" href="${order.returnUrl}">Back to your booking</a></form>`
  return { title, content }
}

function button(name: string, title: string, says: string): Html {
  return html`<button name="choice" value="${name}">
    <strong>${title}</strong><span>${says}</span>
  </button>`
}

function notFound({ businessName }: SandboxPageOptions): Response {
  const content = html`<h1>This link has ended</h1>
    <p>Go back to your booking and begin to pay again.</p>`
  return renderPage({ title: 'This link has ended', businessName, content, status: 404 })
}
