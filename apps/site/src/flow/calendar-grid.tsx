import { useEffect, useRef, useState } from 'preact/hooks'
import type { DayState } from '../api/times.ts'
import { firstWeekday, monthGrid, monthOf } from '../dates/month-grid.ts'
import { clampDate, moveInGrid } from '../dates/move-in-grid.ts'
import { formatDay, weekdayNames } from '../format/moments.ts'

const stateWords: Readonly<Record<DayState, string>> = {
  free: 'free',
  few: 'few left',
  full: 'full',
  closed: 'closed',
}

// The server calls every day that has no start left closed; the page knows why for some.
function wordsOf(date: string, state: DayState, { min, noticeUntil }: CalendarGridProps['range']) {
  if (state !== 'closed') return { seen: state, said: stateWords[state] }
  if (date < min) return undefined
  const words = date <= noticeUntil ? 'too soon' : stateWords.closed
  return { seen: words, said: words }
}

export interface CalendarGridProps {
  readonly month: string
  /** Undefined while they are read: the grid stands already, without states. */
  readonly days: readonly { readonly date: string; readonly state: DayState }[] | undefined
  readonly chosen: string
  readonly range: {
    /** Today. */
    readonly min: string
    readonly max: string
    /** The day on which the notice period ends. */
    readonly noticeUntil: string
  }
  /** Whether a full day can be chosen as well: to wait for it. */
  readonly canWait?: boolean
  readonly onMonth: (month: string) => void
  readonly onChoose: (date: string) => void
}

/**
 * A month as a grid with one stop for the Tab key: arrows move by day and week, Home and End
 * within the week, Page Up and Page Down by month. A day says its state in words.
 */
export function CalendarGrid(props: CalendarGridProps) {
  const weekStart = firstWeekday(navigator.language)
  const states = new Map(props.days?.map((day) => [day.date, day.state]))
  const { active, table, onKeyDown } = useGridFocus(props, weekStart)
  const long = weekdayNames(weekStart, 'long')

  return (
    <table
      class="calendar"
      // A table is a grid here: cells are reached with the arrow keys.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
      role="grid"
      aria-labelledby="month-name"
      aria-busy={props.days === undefined}
      ref={table}
    >
      <thead>
        <tr>
          {weekdayNames(weekStart, 'short').map((name, index) => (
            <th key={name} scope="col" abbr={long[index]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksFrom(props.range.min, monthGrid(props.month, weekStart)).map((week) => (
          <tr key={week.find((day) => day !== undefined)?.date}>
            {week.map((day, column) =>
              day === undefined ? (
                // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nothing is there
                <td key={long[column]} />
              ) : (
                <DayCell
                  key={long[column]}
                  {...day}
                  state={props.days === undefined ? undefined : (states.get(day.date) ?? 'closed')}
                  range={props.range}
                  isChosen={day.date === props.chosen}
                  isStop={day.date === active}
                  canWait={props.canWait ?? false}
                  onChoose={props.onChoose}
                  onKeyDown={onKeyDown}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

// A week that is over has nothing to choose and would push the open days down.
function weeksFrom(min: string, weeks: ReturnType<typeof monthGrid>) {
  return weeks.filter((week) => week.some((day) => day !== undefined && day.date >= min))
}

function DayCell(props: {
  readonly date: string
  readonly dayOfMonth: number
  readonly state: DayState | undefined
  readonly range: CalendarGridProps['range']
  readonly isChosen: boolean
  readonly isStop: boolean
  readonly canWait: boolean
  readonly onChoose: (date: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}) {
  const { state, canWait } = props
  const isOpen = state === 'free' || state === 'few' || (canWait && state === 'full')
  const words =
    props.state === undefined
      ? { seen: undefined, said: 'loading' }
      : wordsOf(props.date, props.state, props.range)
  const day = formatDay(props.date)
  return (
    <td aria-selected={props.isChosen}>
      <button
        type="button"
        class="day"
        data-state={props.state ?? 'loading'}
        data-words={words?.seen}
        data-date={props.date}
        tabIndex={props.isStop ? 0 : -1}
        aria-disabled={!isOpen}
        aria-label={words === undefined ? day : `${day}, ${words.said}`}
        onKeyDown={props.onKeyDown}
        onClick={() => isOpen && props.onChoose(props.date)}
      >
        {props.dayOfMonth}
      </button>
    </td>
  )
}

function useGridFocus(props: CalendarGridProps, weekStart: number) {
  const table = useRef<HTMLTableElement>(null)
  const wantsFocus = useRef(false)
  const [active, setActive] = useState(() => startOf(props))

  useEffect(() => {
    // Whoever moves inside the grid keeps their place; for others the stop is the first open day.
    if (wantsFocus.current || table.current?.contains(document.activeElement)) return
    setActive(startOf(props))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a new month moves the stop
  }, [props.month, props.days])

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    table.current?.querySelector<HTMLElement>(`[data-date="${active}"]`)?.focus()
  }, [active, props.month])

  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveInGrid(active, event, weekStart)
    if (to === undefined) return
    event.preventDefault()
    const next = clampDate(to, props.range)
    wantsFocus.current = true
    setActive(next)
    if (monthOf(next) !== props.month) props.onMonth(monthOf(next))
  }
  return { active, table, onKeyDown }
}

// The chosen day, or the first that can be chosen, or the first of the month.
function startOf(props: CalendarGridProps): string {
  if (monthOf(props.chosen) === props.month) return props.chosen
  const open = props.days?.find((day) => day.state === 'free' || day.state === 'few')
  return open?.date ?? clampDate(`${props.month}-01`, props.range)
}
