import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { useMe } from '../../../data/session.ts'
import { rolesQuery } from '../../../data/use-permission.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { actionsForKeys } from '../key-words.ts'

interface ActionChoiceProps {
  readonly chosen: readonly string[]
  readonly error: string | undefined
  readonly onChange: (actions: readonly string[]) => void
}

/** What the key may do, of what its maker may do. Nothing is ticked beforehand. */
export function ActionChoice({ chosen, error, onChange }: ActionChoiceProps) {
  const errorId = useId()
  const { actions } = useMe()
  const { data: table } = useQuery(rolesQuery)
  const toggle = (action: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, action] : chosen.filter((one) => one !== action))
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1 font-medium">This key may</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {actionsForKeys(actions, table).map(({ action, title, description }) => (
          <Checkbox
            key={action}
            label={title}
            help={description}
            checked={chosen.includes(action)}
            onChange={(event) => toggle(action, event.target.checked)}
          />
        ))}
      </div>
      <p id={errorId} role="alert" className="flex gap-1.5 text-danger empty:hidden">
        {error !== undefined && (
          <>
            <CircleAlert className="mt-[3px] size-4 shrink-0" aria-hidden />
            {error}
          </>
        )}
      </p>
    </fieldset>
  )
}
