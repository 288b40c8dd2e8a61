import { bookingStates } from '@holdfast/bookings/contract'
import { Menu, MenuCheck, MenuChoice, MenuHeading, MenuRule } from '../../../ui/menu.tsx'
import { stateWords } from '../booking-words.ts'
import { defaultState } from '../filters/booking-search.ts'
import { statesOf, toggleState, type StateChoice } from '../filters/states.ts'
import { FilterButton } from './filter-button.tsx'
import { useBookingSearch } from './use-booking-search.ts'

const usual = [
  { value: 'open', label: 'Taking place' },
  { value: 'any', label: 'Any state' },
] as const

/** The usual choices, or any states together. The menu stays open for the next one. */
export function StateFilter() {
  const { search, change } = useBookingSearch()
  const choice = search.state ?? defaultState(search)
  const shown = choice === 'any' ? [] : statesOf(choice)
  return (
    <Menu label="States" trigger={<FilterButton name="State" chosen={choiceWords(choice)} />}>
      <MenuChoice value={choice} options={usual} onChoose={(state) => change({ state })} />
      <MenuRule />
      <MenuHeading>Only these states</MenuHeading>
      {bookingStates.map((state) => (
        <MenuCheck
          key={state}
          checked={shown.includes(state)}
          onCheckedChange={() => change({ state: toggleState(choice, state) })}
        >
          {stateWords[state].label}
        </MenuCheck>
      ))}
    </Menu>
  )
}

const mostNamed = 2

function choiceWords(choice: StateChoice): string {
  const named = usual.find(({ value }) => value === choice)
  if (named) return named.label
  const states = statesOf(choice)
  if (states.length > mostNamed) return `${states.length} states`
  return states.map((state) => stateWords[state].label).join(', ')
}
