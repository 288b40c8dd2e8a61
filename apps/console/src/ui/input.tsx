import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { inputStyle } from './input-style.ts'

/** One line to type into. On a phone its type is 16 px, so that the page never zooms. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...rest}
      className={classNames(inputStyle, 'h-9 touch:h-11 touch:text-16', className)}
    />
  )
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      {...rest}
      className={classNames(inputStyle, 'min-h-20 py-2 touch:text-16', className)}
    />
  )
}
