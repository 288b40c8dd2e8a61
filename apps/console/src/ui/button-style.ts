import { cva, type VariantProps } from 'class-variance-authority'
import { classNames } from './class-names.ts'

const style = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-2 rounded border border-transparent',
    'font-medium whitespace-nowrap select-none transition-colors',
    'aria-disabled:opacity-55 aria-busy:cursor-progress aria-busy:opacity-100',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      look: {
        primary:
          'bg-ember-fill text-on-ember not-aria-disabled:hover:bg-ember-fill-hover font-semibold',
        plain:
          'border-line bg-raised text-ink not-aria-disabled:hover:border-line-strong not-aria-disabled:hover:bg-paper',
        quiet: 'text-soft not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink',
        danger: 'bg-danger-fill text-raised font-semibold not-aria-disabled:hover:brightness-110',
        'danger-plain':
          'border-line bg-raised text-danger not-aria-disabled:hover:border-danger not-aria-disabled:hover:bg-danger-wash',
      },
      size: {
        small: 'h-7 px-2 text-12 touch:h-11 touch:px-3 touch:text-14',
        usual: 'h-8 px-3 text-14 touch:h-11',
        large: 'h-10 px-4 text-14 touch:h-11',
        icon: 'size-8 touch:size-11',
        // Stands within a line of text, which it must not push apart: only its target grows.
        'icon-small': 'relative size-7 touch:after:absolute touch:after:-inset-2',
      },
    },
    defaultVariants: { look: 'plain', size: 'usual' },
  },
)

export type ButtonLook = VariantProps<typeof style>

/** How a button looks; links that look like one use it too. */
export function buttonStyle(look: ButtonLook = {}, className?: string): string {
  return classNames(style(look), className)
}
