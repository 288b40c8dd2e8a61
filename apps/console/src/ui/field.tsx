import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a field passes to its input. */
export interface FieldWiring {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

interface FieldProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly isOptional?: boolean
  readonly className?: string
  readonly children: (wiring: FieldWiring) => ReactNode
}

/** Label above, help below, the error in words under it; all three tied to the input. */
export function Field(props: FieldProps) {
  const { label, help, error, isOptional = false, className, children } = props
  const id = useId()
  const parts = [error && `${id}-error`, help && `${id}-help`].filter(Boolean)
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': parts.length > 0 ? parts.join(' ') : undefined,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} className="flex gap-1.5 text-danger">
          <CircleAlert className="mt-[3px] size-4 shrink-0" aria-hidden />
          {error}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="text-12 text-faint">
          {help}
        </p>
      )}
    </div>
  )
}
