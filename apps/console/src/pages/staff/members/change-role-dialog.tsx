import type { Member } from '@holdfast/identity/contract'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { useStaffDeed } from '../data/use-staff-deed.ts'
import { RoleFields, type RoleAndScope } from '../role-fields.tsx'
import { isScopeChosen, scopeMissing } from '../scope.ts'
import { consequences, roleTitle } from '../staff-words.ts'

interface ChangeRoleDialogProps {
  readonly member: Member
  readonly onClose: () => void
}

/** Another role or other stations, with what that means before it is saved. */
export function ChangeRoleDialog({ member, onClose }: ChangeRoleDialogProps) {
  const { data: table } = useQuery(rolesQuery)
  const [value, setValue] = useState<RoleAndScope>({
    role: member.role,
    scope: member.scope,
  })
  const [isIncomplete, setIncomplete] = useState(false)
  const change = useStaffDeed(saveRole(member.id), { tellsFailure: true })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const isComplete = isScopeChosen(value.scope)
    setIncomplete(!isComplete)
    if (change.isPending || !isComplete) return
    change.mutate(value, {
      onSuccess() {
        notify(`Saved: ${member.name}, ${roleTitle(value.role, table)}`)
        onClose()
      },
    })
  }
  return (
    <FormDialog
      title={`What ${member.name} may do`}
      form={{ onSubmit, isSubmitting: change.isPending, failure: change.error }}
      submit="Save role"
      leave="Cancel"
      onClose={onClose}
    >
      <RoleFields
        value={value}
        scopeError={isIncomplete && !isScopeChosen(value.scope) ? scopeMissing : undefined}
        onChange={setValue}
      />
      <div role="status" className="flex flex-col gap-1 text-soft">
        {consequences(member, value.role, table).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </FormDialog>
  )
}

function saveRole(id: string) {
  return ({ role, scope }: RoleAndScope) =>
    api.identity.changeMember({
      params: { id },
      body: { role, scope: scope === undefined ? null : [...scope] },
    })
}
