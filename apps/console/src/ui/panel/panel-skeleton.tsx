/** The shape of what opens beside a list, once the wait can be noticed. */
export function PanelSkeleton({ what }: { readonly what: string }) {
  return (
    <div role="status" className="appear-late p-6">
      <span className="sr-only">Loading {what}</span>
      <div aria-hidden className="flex flex-col gap-4">
        <span className="h-3 w-28 rounded-sm bg-hover" />
        <span className="h-6 w-56 rounded-sm bg-hover" />
        <span className="mb-4 h-8 w-full rounded-sm bg-hover" />
        {[40, 52, 36, 60, 44, 48].map((width) => (
          <div key={width} className="flex gap-6">
            <span className="h-3 w-20 rounded-sm bg-hover" />
            <span className="h-3 rounded-sm bg-hover" style={{ width: `${width}%` }} />
          </div>
        ))}
      </div>
    </div>
  )
}
