import { LoaderCircle } from 'lucide-react'
import { useId, type ComponentProps, type MouseEvent } from 'react'
import { buttonStyle, type ButtonLook } from './button-style.ts'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, ButtonLook {
  /** Why it can not be pressed now: shown on hover and focus, and read out. */
  readonly disabledReason?: string | undefined
  /** Its work is under way; a second press does nothing. */
  readonly isBusy?: boolean
}

/**
 * A button that never vanishes for those who may not press it: it stays focusable and says why.
 */
export function Button({ disabledReason, isBusy = false, ...props }: ButtonProps) {
  if (disabledReason === undefined) return <BareButton {...props} isBusy={isBusy} />
  return <DisabledButton {...props} reason={disabledReason} />
}

type BareProps = Omit<ButtonProps, 'disabledReason'>

function BareButton({ look, size, className, isBusy = false, children, ...rest }: BareProps) {
  const busyProps = isBusy
    ? { 'aria-busy': true, 'aria-disabled': true, onClick: swallow }
    : undefined
  return (
    <button
      type="button"
      {...rest}
      {...busyProps}
      className={buttonStyle({ look, size }, className)}
    >
      {isBusy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  )
}

function DisabledButton({ reason, ...rest }: BareProps & { readonly reason: string }) {
  const reasonId = useId()
  return (
    <>
      <Tooltip text={reason}>
        <BareButton
          {...rest}
          isBusy={false}
          aria-disabled
          aria-describedby={reasonId}
          onClick={swallow}
        />
      </Tooltip>
      <span id={reasonId} hidden>
        {reason}
      </span>
    </>
  )
}

function swallow(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
