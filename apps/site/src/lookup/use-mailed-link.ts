import { settle, type CallError } from '@holdfast/client'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { remedyFor } from '../api/remedy.ts'
import { changing } from '../api/changing.ts'
import { keepAccess, type KeptAccess } from '../flow/kept-booking.ts'
import { paymentIn } from './mailed-address.ts'

export type MailedLink =
  | { readonly state: 'none' | 'opening' }
  | {
      readonly state: 'failed'
      readonly error: CallError
      readonly retry: (() => void) | undefined
    }

/**
 * Exchanges the token of a mailed link, which stands behind the `#` so that no server and no
 * log ever sees it. It leaves the address bar as soon as the server has decided. A link that asks
 * for money leads on to where it is paid.
 */
export function useMailedLink(onAccess: (access: KeptAccess) => void): MailedLink {
  const [link, setLink] = useState<MailedLink>(() => ({
    state: tokenInAddress() === undefined ? 'none' : 'opening',
  }))

  const open = useCallback(async () => {
    const token = tokenInAddress()
    if (token === undefined) return
    setLink({ state: 'opening' })
    const result = await settle(changing.redeemLink({ body: { token } }))
    if (result.ok) {
      removeFragment()
      keepAccess(result.value)
      const payment = paymentIn(location.search)
      if (payment !== undefined) return location.replace(`/pay?payment=${payment}`)
      onAccess(result.value)
      setLink({ state: 'none' })
      return
    }
    const { error } = result
    const mayPass = remedyFor(error).kind !== 'none'
    if (!mayPass) removeFragment()
    const retry = mayPass ? () => void open() : undefined
    setLink({ state: 'failed', error, retry })
  }, [onAccess])

  useEffect(() => {
    const follow = () => void open()
    follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [open])

  return link
}

function tokenInAddress(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined
}

function removeFragment(): void {
  history.replaceState(null, '', location.pathname + location.search)
}
