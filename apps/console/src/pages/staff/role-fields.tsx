import type { Member } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../data/use-permission.ts'
import { useMe } from '../../data/session.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { rolesToGive } from './may-change.ts'
import type { Scope } from './scope.ts'
import { StationChoice } from './station-choice.tsx'
import { roleTitle, rowOf } from './staff-words.ts'

/** What somebody may do, and where. */
export interface RoleAndScope {
  readonly role: Member['role']
  readonly scope: Scope
}

interface RoleFieldsProps {
  readonly value: RoleAndScope
  /** What is missing about the stations. */
  readonly scopeError?: string | undefined
  readonly onChange: (value: RoleAndScope) => void
}

/** The choice of a role, explained, and of its stations where the role can be limited to some. */
export function RoleFields({ value, scopeError, onChange }: RoleFieldsProps) {
  const { data: table } = useQuery(rolesQuery)
  const me = useMe()
  const chosen = rowOf(value.role, table)
  const roles = rolesToGive(me, table)
  return (
    <>
      <Field label="Role" help={chosen?.description ?? ''}>
        {(wiring) => (
          <Select
            {...wiring}
            value={value.role}
            onChange={(event) => {
              const role = roles.find((one) => one === event.target.value)
              if (role)
                onChange({ role, scope: rowOf(role, table)?.canBeScoped ? value.scope : undefined })
            }}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleTitle(role, table)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {chosen?.canBeScoped && (
        <StationChoice
          scope={value.scope}
          error={scopeError}
          onChange={(scope) => onChange({ role: value.role, scope })}
        />
      )}
    </>
  )
}
