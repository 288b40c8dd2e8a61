import { RowsSkeleton } from '../states/rows-skeleton.tsx'
import { PagedRows, type PagedRowsProps } from './paged-rows.tsx'

interface ListRowsProps<Row> extends Omit<PagedRowsProps<Row>, 'skeleton'> {
  /** What comes: "the payments". */
  readonly what: string
}

/** The rows of a list frame, which scroll while its head stays. */
export function ListRows<Row>({ what, ...paged }: ListRowsProps<Row>) {
  return (
    <div className="relative min-h-0 flex-1 overflow-auto border-t">
      <PagedRows
        {...paged}
        skeleton={
          <div className="p-3 md:px-(--gutter)">
            <RowsSkeleton what={what} />
          </div>
        }
      />
    </div>
  )
}
