import { Check, ChevronsUpDown } from 'lucide-react'
import type { Me } from '@holdfast/identity/contract'
import { useMe } from '../../data/session.ts'
import { useSwitchOrganisation } from '../../data/use-switch-organisation.ts'
import { classNames } from '../../ui/class-names.ts'
import { Menu, MenuHeading, MenuItem } from '../../ui/menu.tsx'
import { Logo } from './logo.tsx'

/** The business that one acts for; with several, the way to another. */
export function OrganisationMenu({ width }: { readonly width: 'wide' | 'narrow' }) {
  const me = useMe()
  if (me.memberships.length < 2) {
    return (
      <div className={classNames(rowStyle, width === 'narrow' && 'justify-center px-0')}>
        <Content me={me} width={width} />
      </div>
    )
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={classNames(
            rowStyle,
            'w-full text-left hover:bg-hover',
            width === 'narrow' && 'justify-center px-0',
          )}
        >
          <Content me={me} width={width} />
          {width === 'wide' && (
            <ChevronsUpDown className="ml-auto size-4 shrink-0 text-faint" aria-hidden />
          )}
        </button>
      }
    >
      <MenuHeading>Act for</MenuHeading>
      {me.memberships.map((membership) => (
        <Choice key={membership.organisationId} me={me} {...membership} />
      ))}
    </Menu>
  )
}

const rowStyle = 'flex min-h-9 items-center gap-2.5 rounded px-2 py-1 transition-colors'

function Content({ me, width }: { readonly me: Me; readonly width: 'wide' | 'narrow' }) {
  const name = me.organisation?.name ?? 'No business'
  return (
    <>
      <Logo className="size-6 shrink-0" />
      <span className={width === 'wide' ? 'line-clamp-2 min-w-0 font-semibold' : 'sr-only'}>
        {name}
      </span>
    </>
  )
}

function Choice({ me, ...membership }: Me['memberships'][number] & { readonly me: Me }) {
  const switchTo = useSwitchOrganisation()
  const isActive = membership.organisationId === me.organisation?.id
  return (
    <MenuItem onSelect={() => !isActive && switchTo(membership.organisationId)}>
      <span className="grid size-4 place-items-center">{isActive && <Check aria-hidden />}</span>
      <span className="min-w-0">{membership.name}</span>
    </MenuItem>
  )
}
