import { Columns3 } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuCheck, MenuHeading } from '../../../ui/menu.tsx'
import { columns } from '../filters/columns.ts'
import { useColumns } from '../filters/use-columns.ts'

/** Which columns the table has. */
export function ColumnMenu() {
  const { shown, toggle } = useColumns()
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" className="hidden md:inline-flex">
          <Columns3 aria-hidden /> Columns
        </Button>
      }
    >
      <MenuHeading>Columns of the table</MenuHeading>
      {columns.map(({ id, title, isFixed }) => (
        <MenuCheck
          key={id}
          checked={shown.includes(id)}
          disabled={isFixed}
          onCheckedChange={() => toggle(id)}
        >
          {title}
        </MenuCheck>
      ))}
    </Menu>
  )
}
