import { Lock } from 'lucide-react'
import { StateFrame } from './state-frame.tsx'

/** For a page that one's role does not include: why, and who can change it. */
export function Forbidden({ what, reason }: { readonly what: string; readonly reason: string }) {
  return <StateFrame Icon={Lock} title={<h1>You may not see {what}</h1>} text={reason} />
}
