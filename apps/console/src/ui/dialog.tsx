import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Button } from './button.tsx'

interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  /** What it means, in a sentence or two below the title. */
  readonly text?: ReactNode
  readonly children: ReactNode
  readonly className?: string
  /** `alertdialog` for what asks before something is lost. */
  readonly role?: 'dialog' | 'alertdialog'
  /** There is no way back but through it. */
  readonly isBlocking?: boolean
}

/** A question or form above the page. Focus goes in, stays inside, and returns on closing. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, isBlocking = false } = props
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && !isBlocking && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim duration-150 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=closed]:animate-out data-[state=closed]:fade-out-0" />
        <Content {...props} />
      </Radix.Portal>
    </Radix.Root>
  )
}

function Content({ title, text, children, isBlocking = false, ...props }: DialogProps) {
  // Here only while it is open, and before anything in it takes the focus. Radix knows of triggers
  // alone, and would leave the focus nowhere.
  const [opener] = useState(() => document.activeElement)
  return (
    <Radix.Content
      role={props.role ?? 'dialog'}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        returnFocus(opener)
      }}
      {...(text === undefined ? { 'aria-describedby': undefined } : {})}
      className={classNames(
        'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-1/2 flex-col overflow-y-auto rounded border bg-raised p-6 shadow-lift duration-150 outline-none',
        'data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 data-[state=closed]:animate-out data-[state=closed]:fade-out-0',
        props.className,
      )}
    >
      <Radix.Title className="pr-8 text-16 font-semibold">{title}</Radix.Title>
      {text !== undefined && (
        <Radix.Description asChild>
          <div className="mt-1.5 text-soft">{text}</div>
        </Radix.Description>
      )}
      {children}
      {!isBlocking && (
        <Radix.Close asChild>
          <Button look="quiet" size="icon" aria-label="Close" className="absolute top-4 right-4">
            <X aria-hidden />
          </Button>
        </Radix.Close>
      )}
    </Radix.Content>
  )
}

/** To what opened it; where that is gone, to the page that is there instead. */
function returnFocus(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
  if (isThere) opener.focus()
  else document.querySelector('main')?.focus()
}

/** The row of buttons at a dialog's foot: on a phone the first one lies on top. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="mt-6 flex flex-col gap-2 sm:flex-row-reverse sm:flex-wrap">{children}</div>
}
