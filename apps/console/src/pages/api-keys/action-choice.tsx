import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import { rolesQuery } from '../../data/use-permission.ts'
import { useMe } from '../../data/session.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

interface ActionChoiceProps {
  readonly value: readonly string[]
  readonly onChange: (actions: readonly string[]) => void
  readonly error: string | undefined
}

/** What a key may do: some of what its maker may, without what is for people alone. */
export function ActionChoice({ value, onChange, error }: ActionChoiceProps) {
  const { data: table } = useQuery(rolesQuery)
  const { actions: own } = useMe()
  const errorId = useId()
  const offered = table?.actions.filter(
    ({ action, peopleOnly }) => !peopleOnly && own.includes(action),
  )
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1 font-medium">It may</legend>
      {offered?.map(({ action, title, description }) => (
        <Checkbox
          key={action}
          label={title}
          help={description}
          checked={value.includes(action)}
          onChange={(event) =>
            onChange(
              event.target.checked ? [...value, action] : value.filter((one) => one !== action),
            )
          }
        />
      ))}
      {error !== undefined && (
        <p id={errorId} className="mt-1 flex gap-1.5 text-danger">
          <CircleAlert className="mt-[3px] size-4 shrink-0" aria-hidden />
          {error}
        </p>
      )}
    </fieldset>
  )
}
