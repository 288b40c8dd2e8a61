import { useId, type ComponentProps, type ReactNode } from 'react'

/** A box that is ticked or a ring that is filled, on the line of its words. */
export const boxStyle = 'mt-[3px] size-4 shrink-0 accent-(--ember-fill) touch:mt-3 touch:size-5'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode
  readonly help?: ReactNode
}

/** A box to tick, with its words beside it. */
export function Checkbox({ label, help, id, ...rest }: CheckboxProps) {
  const ownId = useId()
  const boxId = id ?? ownId
  const helpId = `${boxId}-help`
  return (
    <div className="flex gap-2.5 py-1 touch:py-0">
      <input
        {...rest}
        id={boxId}
        type="checkbox"
        {...(help === undefined ? {} : { 'aria-describedby': helpId })}
        className={boxStyle}
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={boxId} className="block touch:py-[11.5px]">
          {label}
        </label>
        {help !== undefined && (
          <p id={helpId} className="text-12 text-faint touch:-mt-2">
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
