import { ErrorBoundary } from '@holdfast/ui/error-boundary/react'
import { ToastRegion } from '@holdfast/ui/toasts/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { toasts } from './data/notify.ts'
import { createQueryClient } from './data/query-client.ts'
import { createSessionEnd, SessionEndContext } from './data/session-end.ts'
import { createConsoleRouter } from './router.tsx'
import { createShortcuts, ShortcutsContext } from './shell/shortcuts/shortcuts.ts'
import { TooltipProvider } from './ui/tooltip.tsx'

const tooltipDelayMs = 300

/** The console, with what all of its parts share. */
export function App() {
  const [parts] = useState(createParts)
  return (
    <ErrorBoundary>
      <SessionEndContext value={parts.sessionEnd}>
        <ShortcutsContext value={parts.shortcuts}>
          <QueryClientProvider client={parts.queryClient}>
            <TooltipProvider delayDuration={tooltipDelayMs}>
              <RouterProvider router={parts.router} />
              <ToastRegion toasts={toasts} />
            </TooltipProvider>
          </QueryClientProvider>
        </ShortcutsContext>
      </SessionEndContext>
    </ErrorBoundary>
  )
}

function createParts() {
  const sessionEnd = createSessionEnd()
  const queryClient = createQueryClient(sessionEnd)
  const router = createConsoleRouter({ queryClient })
  return { sessionEnd, queryClient, router, shortcuts: createShortcuts() }
}
