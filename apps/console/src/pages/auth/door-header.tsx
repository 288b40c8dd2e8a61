import { ArrowLeft } from 'lucide-react'
import { Logo } from '../../shell/rail/logo.tsx'
import { useBusinessName } from './business-query.ts'

/** Whose door this is, and the way back to where guests are. */
export function DoorHeader() {
  const name = useBusinessName()
  return (
    <header className="mb-8 flex min-h-11 items-center gap-3">
      <Logo className="size-9 shrink-0" />
      <p className="min-w-0 flex-1 font-semibold text-balance">{name}</p>
      <a
        href="/"
        className="inline-flex shrink-0 items-center gap-1.5 rounded-sm text-soft hover:text-ink pointer-coarse:min-h-11 [&_svg]:size-4"
      >
        <ArrowLeft aria-hidden /> Back to the site
      </a>
    </header>
  )
}
