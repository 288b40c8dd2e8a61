const rows = [0, 1, 2, 3]

/** Rows of the true height, once the wait can be noticed. */
export function RowsSkeleton({ what }: { readonly what: string }) {
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">Loading {what}</span>
      <ul aria-hidden className="rounded border bg-raised">
        {rows.map((row) => (
          <li
            key={row}
            className="flex h-16 items-center gap-4 border-b px-4 last:border-b-0"
            style={{ opacity: 1 - row * 0.2 }}
          >
            <span className="size-7 rounded-full bg-hover" />
            <span className="h-3 w-44 rounded-sm bg-hover" />
          </li>
        ))}
      </ul>
    </div>
  )
}
