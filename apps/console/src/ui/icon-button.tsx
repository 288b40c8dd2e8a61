import { Button, type ButtonProps } from './button.tsx'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends ButtonProps {
  /** What it does; its name, and the tooltip. */
  readonly label: string
  readonly shortcut?: string
}

/** A button that shows an icon alone. */
export function IconButton({ label, shortcut, ...rest }: IconButtonProps) {
  const button = <Button look="quiet" size="icon" aria-label={label} {...rest} />
  if (rest.disabledReason !== undefined) return button
  return <Tooltip text={shortcut ? `${label} (${shortcut})` : label}>{button}</Tooltip>
}
