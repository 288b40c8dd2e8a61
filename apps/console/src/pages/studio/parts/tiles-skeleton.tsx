import { tilesStyle } from './tiles-style.ts'

const tiles = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Tiles of the true size, once the wait can be noticed. */
export function TilesSkeleton({ what }: { readonly what: string }) {
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">Loading {what}</span>
      <ul aria-hidden className={tilesStyle}>
        {tiles.map((tile) => (
          <li key={tile} className="overflow-hidden rounded border bg-raised">
            <span className="block h-28 bg-hover" />
            <span className="flex min-h-14 flex-col justify-center gap-2 px-3">
              <span className="h-3 w-28 rounded-sm bg-hover" />
              <span className="h-2.5 w-20 rounded-sm bg-hover" />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
