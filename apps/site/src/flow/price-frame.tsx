import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import chevronUp from 'lucide-static/icons/chevron-up.svg?raw'
import { Icon } from '../ui/icon.tsx'

/**
 * Keeps a price in view: a bar at the foot of a phone that opens upwards, a card beside the
 * question on a wide screen.
 */
export function PriceFrame(props: {
  readonly label: string
  /** The question it stands beside; another one closes it. */
  readonly step: string
  /** What the bar says while it is closed. */
  readonly short: ComponentChildren
  /** Said to who does not see it. */
  readonly status: string
  readonly children: ComponentChildren
}) {
  const { step } = props
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [step])
  return (
    <aside class="price-bar" aria-label={props.label} data-open={isOpen} data-step={step}>
      <div class="price-panel" id="price-panel">
        {props.children}
      </div>
      <button
        type="button"
        class="price-toggle"
        aria-expanded={isOpen}
        aria-controls="price-panel"
        onClick={() => setOpen(!isOpen)}
      >
        {props.short}
        <span class="price-why">
          {isOpen ? 'Hide details' : 'Details'} <Icon svg={chevronUp} size={16} />
        </span>
      </button>
      <p class="visually-hidden" role="status">
        {props.status}
      </p>
    </aside>
  )
}
