import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '../../ui/checkbox.tsx'
import { stationsQuery } from '../bookings/data/booking-queries.ts'

interface StationChoiceProps {
  readonly scope: readonly string[]
  readonly onChange: (scope: readonly string[]) => void
}

/** The stations that somebody or something is limited to; none ticked means all. */
export function StationChoice({ scope, onChange }: StationChoiceProps) {
  const { data } = useQuery(stationsQuery)
  const toggle = (id: string, isOn: boolean) =>
    onChange(isOn ? [...scope, id] : scope.filter((one) => one !== id))
  return (
    <fieldset>
      <legend className="mb-1 font-medium">Stations</legend>
      {data?.items.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={scope.includes(id)}
          onChange={(event) => toggle(id, event.target.checked)}
        />
      ))}
      <p className="mt-1 text-12 text-faint">
        {scope.length === 0
          ? 'None ticked: all stations, also those to come.'
          : 'Only bookings of the ticked stations can be seen and changed.'}
      </p>
    </fieldset>
  )
}
