import { Skeleton } from '@holdfast/ui/skeleton/preact'

/** The shape of the flow before its script runs. */
export function FlowPlaceholder() {
  return (
    <div class="flow">
      <div class="flow-main">
        <section class="step">
          <div class="step-top" />
          <p class="step-title">Book a dinner</p>
          <Skeleton shape="cards" count={2} label="Loading" />
        </section>
      </div>
      <div class="price-bar" />
    </div>
  )
}
