import { ConnectionStatus } from '@holdfast/ui/connection-status/react'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useContext, useEffect, useMemo, useState } from 'react'
import { useLive } from '../data/live/use-live.ts'
import { SideSheet } from '../ui/side-sheet.tsx'
import { useFocusOnArrival } from './focus-on-arrival.ts'
import { LimitBanner } from './limit-banner.tsx'
import { LiveNotice } from './live-notice.tsx'
import { places } from './places.ts'
import { Rail } from './rail/rail.tsx'
import { SessionEndedDialog } from './session-ended-dialog.tsx'
import { ShortcutsContext, useShortcuts, type Shortcut } from './shortcuts/shortcuts.ts'
import { SkipLink } from './skip-link.tsx'
import { TopBar } from './top-bar/top-bar.tsx'
import { useStoreNews } from './use-store-news.ts'

const CommandPalette = lazy(() =>
  import('./palette/command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
)

const ShortcutsSheet = lazy(() =>
  import('./shortcuts/shortcuts-sheet.tsx').then((module) => ({ default: module.ShortcutsSheet })),
)

type Opened = 'palette' | 'shortcuts' | 'menu' | undefined

/** What stands around every page for somebody who is signed in. */
export function Shell() {
  const [opened, setOpened] = useState<Opened>()
  const close = () => setOpened(undefined)
  useFocusOnArrival()
  useLive()
  useStoreNews()
  useShellShortcuts(setOpened)
  return (
    <div className="flex h-dvh">
      <SkipLink />
      <aside className="hidden w-14 shrink-0 flex-col border-r bg-sunk p-2 touch:px-1 md:flex lg:hidden">
        <Rail width="narrow" />
      </aside>
      <aside className="hidden w-56 shrink-0 flex-col border-r bg-sunk p-3 lg:flex">
        <Rail width="wide" />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          onOpenMenu={() => setOpened('menu')}
          onOpenPalette={() => setOpened('palette')}
          onShowShortcuts={() => setOpened('shortcuts')}
        />
        <div className="px-3 has-[.hf-connection-words,:not([hidden])>.hf-limit[data-tone]]:pt-3 md:px-(--gutter)">
          <ConnectionStatus />
          <LiveNotice />
          <LimitBanner />
        </div>
        <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto">
          <Outlet />
        </main>
      </div>
      <SideSheet isOpen={opened === 'menu'} onClose={close} title="Menu">
        <Rail width="wide" onNavigate={close} />
      </SideSheet>
      <Suspense>
        {opened === 'palette' && (
          <CommandPalette onClose={close} onShowShortcuts={() => setOpened('shortcuts')} />
        )}
        {opened === 'shortcuts' && <ShortcutsSheet onClose={close} />}
      </Suspense>
      <SessionEndedDialog />
    </div>
  )
}

function useShellShortcuts(open: (what: Opened) => void): void {
  const { listen } = useContext(ShortcutsContext)
  const navigate = useNavigate()
  useEffect(() => listen(window), [listen])
  const shortcuts = useMemo(
    (): readonly Shortcut[] => [
      {
        keys: 'mod+k',
        title: 'Search or go to',
        group: 'Everywhere',
        run: () => open('palette'),
      },
      { keys: '?', title: 'Show shortcuts', group: 'Everywhere', run: () => open('shortcuts') },
      ...places.map(({ key, name, link }): Shortcut => ({
        keys: `g ${key}`,
        title: name,
        group: 'Go to',
        run: () => void navigate(link),
      })),
    ],
    [navigate, open],
  )
  useShortcuts(shortcuts)
}
