import { classNames } from './class-names.ts'

/** The first letters of a name, for recognising at a glance. Its name stands beside it. */
export function Avatar({
  name,
  className,
}: {
  readonly name: string
  readonly className?: string
}) {
  return (
    <span
      aria-hidden
      data-initials={initials(name)}
      className={classNames(
        'grid size-7 shrink-0 place-items-center rounded-full bg-ember-wash text-12 font-semibold text-ember-text before:content-[attr(data-initials)]',
        className,
      )}
    />
  )
}

/** `AL` of Ada Lovelace, `A` of Ada. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}
