import { ExternalLink } from 'lucide-react'
import { addressOf } from './address-of.ts'

/** Where a shop is, as a link that opens beside the console. */
export function StoreAddress({ url, name }: { readonly url: string; readonly name: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label={`${addressOf(url)}, the shop ${name}, in a new tab`}
      className="inline-flex max-w-full items-center gap-1 text-soft underline decoration-1 underline-offset-3 hover:text-ink touch:min-h-11"
    >
      <span className="truncate">{addressOf(url)}</span>
      <ExternalLink className="size-3.5 shrink-0" aria-hidden />
    </a>
  )
}
