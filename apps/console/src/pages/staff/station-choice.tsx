import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { stationsQuery } from '../bookings/data/booking-queries.ts'
import type { Scope } from './scope.ts'

interface StationChoiceProps {
  readonly scope: Scope
  readonly error?: string | undefined
  readonly onChange: (scope: Scope) => void
}

const reaches = [
  { value: 'all', label: 'All stations', help: '· also those that open later' },
  { value: 'some', label: 'Only these stations' },
] as const

/** Where somebody or something may act: everywhere, or at the ticked stations alone. */
export function StationChoice({ scope, error, onChange }: StationChoiceProps) {
  return (
    <RadioGroup
      legend="Stations"
      value={scope === undefined ? 'all' : 'some'}
      options={reaches}
      onChoose={(reach) => onChange(reach === 'all' ? undefined : [])}
    >
      {scope !== undefined && <StationBoxes scope={scope} error={error} onChange={onChange} />}
    </RadioGroup>
  )
}

interface StationBoxesProps extends StationChoiceProps {
  readonly scope: readonly string[]
}

function StationBoxes({ scope, error, onChange }: StationBoxesProps) {
  const { data, isError, refetch } = useQuery(stationsQuery)
  const errorId = useId()
  const boxes = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error !== undefined) boxes.current?.querySelector('input')?.focus()
  }, [error])
  const toggle = (id: string, isOn: boolean) =>
    onChange(isOn ? [...scope, id] : scope.filter((one) => one !== id))
  return (
    <div
      ref={boxes}
      role="group"
      aria-label="Only these stations"
      aria-describedby={error === undefined ? undefined : errorId}
      className="ml-6.5"
    >
      {data?.items.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={scope.includes(id)}
          onChange={(event) => toggle(id, event.target.checked)}
        />
      ))}
      {data === undefined && isError && (
        <p className="flex flex-wrap items-center gap-2 text-soft">
          The stations could not be loaded.
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      )}
      <p id={errorId} role="alert" className="mt-1 flex gap-1.5 text-danger empty:hidden">
        {error !== undefined && (
          <>
            <CircleAlert className="mt-[3px] size-4 shrink-0" aria-hidden />
            {error}
          </>
        )}
      </p>
    </div>
  )
}
