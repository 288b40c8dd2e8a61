import type { Member } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
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
  const formId = useId()
  const { data: table } = useQuery(rolesQuery)
  const [value, setValue] = useState<RoleAndScope>({
    role: member.role,
    scope: member.scope,
  })
  const [isIncomplete, setIncomplete] = useState(false)
  const change = useStaffDeed(saveRole(member.id), { tellsFailure: true })
  const submit = (event: FormEvent) => {
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
    <Dialog isOpen onClose={onClose} title={`What ${member.name} may do`}>
      <form id={formId} onSubmit={submit} className="mt-4 flex flex-col gap-4">
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
        <FormFailure failure={isCallError(change.error) ? change.error : undefined} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={change.isPending}>
          Save role
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}

function saveRole(id: string) {
  return ({ role, scope }: RoleAndScope) =>
    api.identity.changeMember({
      params: { id },
      body: { role, scope: scope === undefined ? null : [...scope] },
    })
}
