import type { RoleTable } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Check, Minus } from 'lucide-react'
import { listed } from '../../../data/permissions.ts'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Badge } from '../../../ui/badge.tsx'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { rolesEqualTo } from '../staff-words.ts'
import { actionsWithPage } from './pages-by-action.ts'

/** Every role beside every action: the table that the service decides by. */
export function RolesPage() {
  usePageTitle('Who may do what')
  const { actions } = useMe()
  const { data, error, refetch } = useQuery(rolesQuery)
  return (
    <div className="flex w-full max-w-6xl flex-col gap-6 px-3 pb-16 md:px-(--gutter)">
      <div className="-mb-2 flex min-h-14 flex-wrap items-center gap-3">
        <h1 className="mr-auto text-16 font-semibold">Who may do what</h1>
        {actions.includes('staff.read') && (
          <Link {...links.staff} className={buttonStyle({ look: 'quiet' })}>
            <ArrowLeft aria-hidden /> Staff
          </Link>
        )}
      </div>
      {data && <Roles table={data} />}
      {data && <Actions table={data} />}
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!error && !data && <RowsSkeleton what="the roles" />}
    </div>
  )
}

function Roles({ table }: { readonly table: RoleTable }) {
  const own = useMe().organisation?.role
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {table.roles.map(({ role, title, description, canBeScoped }) => (
        <li key={role} className="rounded border bg-raised p-4">
          <p className="flex min-h-6 items-center gap-2 font-semibold">
            {title} {role === own && <Badge tone="ember">Yours</Badge>}
          </p>
          <p className="mt-1 text-soft">{description}</p>
          <p className="mt-2 text-12 text-faint">
            {canBeScoped ? 'At all stations, or only at chosen ones.' : 'At all stations.'}
          </p>
          <EqualRoles titles={rolesEqualTo(role, table)} />
        </li>
      ))}
    </ul>
  )
}

/** Says so where two roles differ in nothing but what they are meant for. */
function EqualRoles({ titles }: { readonly titles: readonly string[] }) {
  if (titles.length === 0) return null
  return (
    <p className="mt-1 text-12 text-faint">
      Has the same rights as {listed(titles)} today. Choose by what the person is here for.
    </p>
  )
}

function Actions({ table }: { readonly table: RoleTable }) {
  return (
    <div
      className="relative overflow-x-auto rounded border bg-raised"
      role="region"
      aria-label="Who may do what"
      // Wider than a phone it scrolls, also by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">What each role may do</caption>
        <thead>
          <tr className="text-12 text-faint">
            <th scope="col" className="border-b px-4 py-2 text-left font-medium">
              Action
            </th>
            {table.roles.map(({ role, title }) => (
              <th key={role} scope="col" className="border-b px-3 py-2 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {table.actions.map((action) => (
            <ActionRow key={action.action} action={action} roles={table.roles} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ActionRowProps {
  readonly action: RoleTable['actions'][number]
  readonly roles: RoleTable['roles']
}

function ActionRow({ action, roles }: ActionRowProps) {
  return (
    <tr>
      <th scope="row" className="min-w-64 border-b px-4 py-2.5 text-left font-normal">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{action.title}</span>
          {!actionsWithPage.has(action.action) && <Badge>By the API only</Badge>}
        </span>
        <span className="block text-12 text-faint">{action.description}</span>
      </th>
      {roles.map(({ role, actions }) => (
        <td key={role} className="border-b px-3 text-center">
          <Mark isAllowed={actions.includes(action.action)} />
        </td>
      ))}
    </tr>
  )
}

function Mark({ isAllowed }: { readonly isAllowed: boolean }) {
  const Icon = isAllowed ? Check : Minus
  return (
    <>
      <Icon
        aria-hidden
        className={isAllowed ? 'inline size-4 text-success' : 'inline size-4 text-faint'}
      />
      <span className="sr-only">{isAllowed ? 'Yes' : 'No'}</span>
    </>
  )
}
