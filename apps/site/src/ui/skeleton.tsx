/** Grey shapes in the place of what is coming. They appear only when the wait is noticeable. */
export function Skeleton(props: {
  readonly shape: 'cards' | 'slots' | 'lines'
  readonly count: number
  readonly label: string
  readonly isSlow?: boolean
}) {
  return (
    <div class="waiting" role="status" aria-label={props.label}>
      <div class={`skeleton skeleton-${props.shape}`} aria-hidden="true">
        {Array.from({ length: props.count }, (_, index) => (
          <span key={index} />
        ))}
      </div>
      {props.isSlow && <SlowWords />}
    </div>
  )
}

export function SlowWords() {
  return (
    <p class="waiting-words" role="status">
      This takes longer than usual. We keep trying for you.
    </p>
  )
}
