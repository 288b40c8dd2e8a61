import { CopyButton } from '../../ui/copy-button.tsx'

/** An id that leads somewhere else, such as to the logs, with a button that copies it. */
export function IdLine({ title, id }: { readonly title: string; readonly id: string }) {
  return (
    <p className="flex items-center gap-0.5 text-12 text-faint">
      <span className="truncate">
        {title} <span className="font-mono">{id}</span>
      </span>
      <CopyButton text={id} what={`id of the ${title.toLowerCase()}`} />
    </p>
  )
}
