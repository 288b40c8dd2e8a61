import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Kbd } from '../../ui/kbd.tsx'
import { keysShown } from '../shortcuts/key-names.ts'

/** Closes the palette, then does it. */
export type After = (action: () => void) => () => void

export function PaletteGroup(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={props.title}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
    >
      {props.children}
    </Command.Group>
  )
}

interface PaletteItemProps {
  readonly Icon: LucideIcon
  readonly name: string
  /** Found by these as well. */
  readonly keywords?: readonly string[]
  readonly more?: ReactNode
  readonly keys?: string
  readonly value?: string
  /** Why it cannot be chosen now: it stays and says so. */
  readonly refusal?: string | undefined
  readonly onSelect: () => void
}

export function PaletteItem(props: PaletteItemProps) {
  const { Icon, name, keywords = [], more, keys, value = name, refusal, onSelect } = props
  return (
    <Command.Item
      value={value}
      keywords={[...keywords]}
      onSelect={refusal === undefined ? onSelect : nothing}
      {...(refusal === undefined ? {} : { 'aria-disabled': true })}
      className="flex min-h-9 touch:min-h-11 items-center gap-2.5 rounded-sm px-2.5 py-1.5 data-[selected=true]:bg-hover"
    >
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {refusal !== undefined && <span className="block text-12 text-faint">{refusal}</span>}
      </span>
      {more !== undefined && <span className="shrink-0 text-12 text-faint">{more}</span>}
      {keys !== undefined && (
        <span className="flex gap-1" aria-hidden>
          {keysShown(keys).map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  )
}

const nothing = () => undefined
