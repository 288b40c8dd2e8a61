import { ConnectionStatus } from '@holdfast/ui/connection-status/react'
import type { ReactNode } from 'react'
import { LimitBanner } from '../../shell/limit-banner.tsx'
import { usePageTitle } from '../../shell/page-title.ts'
import { DoorHeader } from './door-header.tsx'

interface AuthFrameProps {
  readonly title: string
  readonly text?: ReactNode
  readonly children: ReactNode
  /** The other ways, below. */
  readonly more?: ReactNode
}

/** The quiet page around everything that happens before the console. */
export function AuthFrame({ title, text, children, more }: AuthFrameProps) {
  usePageTitle(title)
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[408px] flex-col justify-center px-4 py-8">
      <DoorHeader />
      <main id="main" className="[&_.hf-limit[data-tone]]:mb-6">
        <ConnectionStatus />
        <LimitBanner />
        <h1 className="text-25 font-semibold tracking-tight" tabIndex={-1}>
          {title}
        </h1>
        {text !== undefined && <div className="mt-2 text-soft">{text}</div>}
        <div className="mt-6">{children}</div>
        {more !== undefined && <div className="mt-8 border-t pt-4 text-soft">{more}</div>}
      </main>
    </div>
  )
}
