import type { Route } from '../../contract/contract.ts'
import type { Policy } from '../../rate-limit/rate-limit.ts'
import { defaultPolicy } from '../limit-requests.ts'
import { html, type Html } from './html.ts'

export type Policies = Readonly<Record<string, Policy>>

/** How often an operation may be called, and by whom that is counted, with the way to the list. */
export function limitOf(
  { limit = defaultPolicy, limitPer }: Route,
  policies: Policies,
  isPerAccount: boolean,
): Html {
  const policy = policies[limit]
  const besides = limitPer ?? (isPerAccount ? 'account' : undefined)
  return html`<a href="#limit-${limit}">${limit}</a>${policy && `, ${frequencyOf(policy)}`}${
      besides === undefined ? '' : ` for each caller and for each ${besides}`
    }`
}

/** Every policy that an operation names, and that of the organisation. */
export function renderLimits(routes: readonly Route[], policies: Policies): Html {
  const named = new Set(routes.map(({ limit = defaultPolicy }) => limit))
  const shown = Object.entries(policies).filter(
    ([name]) => named.has(name) || name === 'organisation',
  )
  return html`<section>
    <h2 id="limits">Limits</h2>
    <p>
      A caller is a person or an API key, wherever they call from; whoever shows neither is counted
      by their address. Everybody of one organisation shares its own limit besides. A denied call
      costs nothing.
    </p>
    <dl class="problems">
      ${shown.map(
        ([name, policy]) =>
          html`<dt id="limit-${name}"><a href="#limit-${name}">${name}</a></dt>
            <dd>${frequencyOf(policy)}</dd>`,
      )}
    </dl>
  </section>`
}

/** `5 a minute and 20 an hour`. */
export function frequencyOf({ windows }: Policy): string {
  return windows.map(({ limit, periodMs }) => `${limit} ${periodInWords(periodMs)}`).join(' and ')
}

function periodInWords(periodMs: number): string {
  const minutes = periodMs / 60_000
  if (minutes === 1) return 'a minute'
  if (minutes === 60) return 'an hour'
  return minutes >= 1 ? `in ${minutes} minutes` : `in ${periodMs / 1000} seconds`
}
