import { Command } from 'cmdk'
import { Dialog as Radix } from 'radix-ui'
import { useState } from 'react'
import { FoundBookings } from './found-bookings.tsx'
import { Deeds } from './deeds.tsx'
import { OfferedDeeds } from './offered-deeds.tsx'
import { Destinations } from './destinations.tsx'

interface CommandPaletteProps {
  readonly onClose: () => void
  readonly onShowShortcuts: () => void
}

/** One box for everything: pages, views, bookings by name or reference, and things to do. */
export function CommandPalette({ onClose, onShowShortcuts }: CommandPaletteProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const after = (action: () => void) => () => {
    onClose()
    action()
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim animate-in fade-in-0 duration-150" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded border bg-raised shadow-lift outline-none animate-in fade-in-0 zoom-in-98 duration-150"
        >
          <Radix.Title className="sr-only">Search or go to</Radix.Title>
          <Command label="Search or go to" loop value={chosen} onValueChange={setChosen}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A guest, a reference, a page …"
              className="h-12 w-full border-b bg-transparent px-4 text-16 outline-none"
            />
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-soft">
                Nothing here is called “{text}”.
              </Command.Empty>
              <FoundBookings text={text} after={after} onFound={setChosen} />
              <OfferedDeeds after={after} />
              <Destinations after={after} />
              <Deeds after={after} onShowShortcuts={onShowShortcuts} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
