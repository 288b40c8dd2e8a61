import type { StoreDetail } from '@holdfast/stores/contract'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ExternalLink, LockKeyhole } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { addressOf } from '../list/address-of.ts'
import { StoreStateBadge } from '../state-badge.tsx'
import { standingWords } from '../store-words.ts'

/** What it is called, how it stands, and the ways into it. */
export function StoreHeader({ store }: { readonly store: StoreDetail }) {
  const { name, url, adminUrl, phase } = store
  return (
    <header className="pt-3">
      <Link {...links.stores()} className={buttonStyle({ look: 'quiet', size: 'small' }, '-ml-2')}>
        <ArrowLeft aria-hidden /> Stores
      </Link>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-20 font-semibold tracking-tight wrap-anywhere">{name}</h1>
        <StoreStateBadge store={store} />
      </div>
      <p className="mt-0.5 text-soft">{standingWords(store).meaning}</p>
      {url !== null && phase !== 'deleted' && (
        <div className="mt-3 flex flex-wrap gap-1.5">
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className={buttonStyle({ look: 'plain' }, 'max-w-full')}
          >
            <ExternalLink aria-hidden />
            <span className="truncate">Open {addressOf(url)}</span>
            <span className="sr-only">, in a new tab</span>
          </a>
          {adminUrl !== null && (
            <a
              href={adminUrl}
              target="_blank"
              rel="noreferrer"
              className={buttonStyle({ look: 'plain' })}
            >
              <LockKeyhole aria-hidden /> Open its administration
              <span className="sr-only">, in a new tab</span>
            </a>
          )}
        </div>
      )}
    </header>
  )
}
