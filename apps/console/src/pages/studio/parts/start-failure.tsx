import type { CallError } from '@holdfast/client'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { Notice } from '../../../ui/notice.tsx'

/** Why something was not begun. Where credits are missing it leads to where they are bought. */
export function StartFailure({ failure }: { readonly failure: CallError | undefined }) {
  const isPoor = failure?.kind === 'problem' && failure.code === 'payments.insufficientCredits'
  if (!isPoor) return <FormFailure failure={failure} />
  return (
    <Notice tone="warning" role="alert" title={failure.friendly.title}>
      <p className="mb-3 text-soft">{failure.friendly.text}</p>
      <Link {...links.credits} className={buttonStyle()}>
        Buy credits
      </Link>
    </Notice>
  )
}
