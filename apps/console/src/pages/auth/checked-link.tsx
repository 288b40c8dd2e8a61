import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure } from '../../ui/states/failure.tsx'
import { AuthFrame } from './auth-frame.tsx'
import { BrokenLink } from './broken-link.tsx'
import { saysLinkUsed } from './says-link-used.ts'

interface CheckedLinkProps<Preview> {
  /** What the page is called while the link is looked at. */
  readonly title: string
  readonly token: string | undefined
  /** Asks the service what the link opens, which uses nothing up. */
  readonly look: (body: { readonly token: string }, signal: AbortSignal) => Promise<Preview>
  /** It was used up by somebody else while this page was open. */
  readonly isUsed: boolean
  readonly help: ReactNode
  readonly action?: ReactNode
  readonly children: (preview: Preview) => ReactNode
}

/** Looks at a link before anybody fills in a form: one that is used up says so at once. */
export function CheckedLink<Preview>(props: CheckedLinkProps<Preview>) {
  const { title, token, look, isUsed, help, action, children } = props
  const preview = useQuery({
    queryKey: ['link', title, token],
    queryFn: ({ signal }) => look({ token: token ?? '' }, signal),
    enabled: token !== undefined,
    staleTime: Infinity,
  })
  if (token === undefined) return <BrokenLink kind="cut" help={help} action={action} />
  if (isUsed || saysLinkUsed(preview.error)) {
    return <BrokenLink kind="used" help={help} action={action} />
  }
  if (preview.data !== undefined) return children(preview.data)
  return (
    <AuthFrame title={title}>
      {preview.isError ? (
        <Failure error={preview.error} retry={() => void preview.refetch()} />
      ) : (
        <p role="status" className="appear-late text-faint">
          Checking the link
        </p>
      )}
    </AuthFrame>
  )
}
