import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface MenuProps {
  /** One button. */
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
  readonly label?: string
}

const itemStyle =
  'flex min-h-8 cursor-default touch:min-h-11 items-center gap-2.5 rounded-sm px-2 py-1 outline-none select-none data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint'

/** A list of things to do or choose, below a button. */
export function Menu({ trigger, children, align = 'start', label }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* In its place and not at the end of the page: it belongs to the landmark around it. */}
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={8}
        {...(label === undefined ? {} : { 'aria-label': label })}
        className="z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded border bg-raised p-1 shadow-lift duration-150 animate-in fade-in-0 slide-in-from-top-1"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item {...rest} className={classNames(itemStyle, className)} />
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-12 text-faint">{children}</Radix.Label>
}

export function MenuRule() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}

/** An item that can be on or off; the menu stays open. */
export function MenuCheck({ children, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      {...rest}
      onSelect={(event) => event.preventDefault()}
      className={classNames(itemStyle, 'pr-3 data-[disabled]:text-faint')}
    >
      <span className="grid size-4 place-items-center">
        <Radix.ItemIndicator>
          <Check aria-hidden />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  )
}

interface MenuChoiceProps<Value extends string> {
  readonly value: Value
  readonly onChoose: (value: Value) => void
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[]
}

/** One of several. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { value, onChoose, options } = props
  const choose = (chosen: string) => {
    const option = options.find((one) => one.value === chosen)
    if (option) onChoose(option.value)
  }
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={classNames(itemStyle, 'pr-3')}
        >
          <span className="grid size-4 place-items-center">
            <Radix.ItemIndicator>
              <Check aria-hidden />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
