import { classNames } from '../class-names.ts'

interface ViewChoiceProps {
  readonly label: string
  /** The first one is what is shown unless told. */
  readonly options: readonly { readonly value: string | undefined; readonly label: string }[]
  readonly value: string | undefined
  readonly onChoose: (value: string | undefined) => void
}

/** A few views of one list, all in sight; on a phone the row of them scrolls. */
export function ViewChoice({ label, options, value, onChoose }: ViewChoiceProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className="-mx-3 flex gap-1 overflow-x-auto px-3 md:mx-0 md:px-0"
    >
      {options.map((option) => (
        <button
          key={option.label}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
          className={classNames(
            'h-8 shrink-0 rounded px-3 font-medium whitespace-nowrap text-soft hover:bg-hover hover:text-ink touch:h-11',
            'aria-pressed:bg-hover aria-pressed:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
