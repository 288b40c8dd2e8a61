import { Button } from '../../../../ui/button.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { whatIsMissing } from '../mix-draft.ts'
import type { ProjectDraft } from './use-project-draft.ts'

/** Why what was changed is not saved, and the way on. Nothing typed is lost by any of them. */
export function ProjectTrouble({ work }: { readonly work: ProjectDraft }) {
  const { standing, failure, draft } = work
  if (standing === 'conflict') return <Conflict work={work} />
  if (standing === 'incomplete') {
    return (
      <Notice tone="warning" title={whatIsMissing(draft)}>
        It is saved once that is done.
      </Notice>
    )
  }
  if (failure === undefined) return null
  return (
    <div className="flex flex-col gap-2">
      <FormFailure failure={failure} />
      <div>
        <Button onClick={work.saveNow}>Save again</Button>
      </div>
    </div>
  )
}

function Conflict({ work }: { readonly work: ProjectDraft }) {
  return (
    <Notice tone="warning" role="alert" title="Somebody has changed this project while you did">
      <p className="mb-3 text-soft">
        You see yours, and it is not saved. Save it over theirs, or take theirs and let go of what
        you changed.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={work.keepMine}>
          Save mine
        </Button>
        <Button onClick={work.takeTheirs}>Take theirs</Button>
      </div>
    </Notice>
  )
}
