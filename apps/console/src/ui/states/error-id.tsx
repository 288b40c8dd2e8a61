import { CopyButton } from '../copy-button.tsx'

/** What to name when asking for help: small, and easy to copy. */
export function ErrorId({ code, id }: { readonly code?: string | undefined; readonly id: string }) {
  return (
    <p className="mt-3 flex items-center gap-1 text-12 wrap-anywhere text-faint">
      <span>
        {code === undefined ? 'Error id' : `${code} ·`} {id}
      </span>
      <CopyButton text={[code, id].filter(Boolean).join(' ')} what="error id" />
    </p>
  )
}
