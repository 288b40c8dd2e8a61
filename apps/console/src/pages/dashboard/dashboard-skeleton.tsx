/** The shape of the dashboard, once the wait can be noticed. */
export function DashboardSkeleton() {
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">Loading the day</span>
      <div aria-hidden className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {[0, 1, 2, 3].map((card) => (
            <span key={card} className="h-24 rounded border bg-raised" />
          ))}
        </div>
        <span className="h-52 rounded border bg-raised" />
        <div className="grid gap-4 lg:grid-cols-2">
          <span className="h-64 rounded border bg-raised" />
          <span className="h-64 rounded border bg-raised" />
        </div>
      </div>
    </div>
  )
}
