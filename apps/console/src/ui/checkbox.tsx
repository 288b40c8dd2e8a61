import { useId, type ComponentProps, type ReactNode } from 'react'

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
    <div className="flex gap-2.5 py-1 pointer-coarse:py-2.5">
      <input
        {...rest}
        id={boxId}
        type="checkbox"
        {...(help === undefined ? {} : { 'aria-describedby': helpId })}
        className="mt-[3px] size-4 shrink-0 pointer-coarse:size-5 accent-(--ember-fill)"
      />
      <div className="min-w-0">
        <label htmlFor={boxId}>{label}</label>
        {help !== undefined && (
          <p id={helpId} className="text-12 text-faint">
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
