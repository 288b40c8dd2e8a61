/** @jsxImportSource preact */
import { places, slowWords, type SkeletonProps } from './skeleton.ts'

/** Grey shapes in the place of what is coming. They appear only when the wait is noticeable. */
export function Skeleton({ shape, count, label, isSlow = false }: SkeletonProps) {
  return (
    <div class="hf-waiting" role="status" aria-label={label}>
      <span class="hf-spoken">{label}</span>
      <div class="hf-skeleton" data-shape={shape} aria-hidden="true">
        {places(count).map((place) => (
          <span key={place} />
        ))}
      </div>
      {isSlow && <p class="hf-slow">{slowWords}</p>}
    </div>
  )
}

/** Says in words that a wait is longer than usual, where something else than a skeleton waits. */
export function SlowWords() {
  return (
    <p class="hf-slow" role="status">
      {slowWords}
    </p>
  )
}
