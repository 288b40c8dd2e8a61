import type { Station } from '@holdfast/bookings/contract'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useEffect } from 'preact/hooks'
import { FailureNotice } from '../ui/failure-notice.tsx'
import type { Loaded } from '../ui/use-load.ts'
import { AnswerForm } from './answer-form.tsx'
import { suggestedProteins, withoutGone } from './dishes.ts'
import { MenuFields } from './fields/menu-fields.tsx'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'
import type { Served } from './use-menu.ts'

interface Serving {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly served: Loaded<Served>
}

const later = { proteins: '', addOns: '', menuAnswered: true, menuLater: true }

/** What everybody eats. Not asked where a station has no menu. */
export function MenuStep(props: Serving) {
  const { flow, station } = props
  return (
    <StepFrame flow={flow} step="menu" title="What shall we grill?" lead={leadOf(props)}>
      <Dishes {...props} />
      <button
        type="button"
        class="button button-plain button-wide"
        onClick={() => flow.submit('menu', later)}
      >
        Choose the dishes later
      </button>
      <p class="hint">
        Not sure yet? Choose them under “Your booking”
        {station && ` until ${station.policies.menuHours} hours before dinner`}.
      </p>
    </StepFrame>
  )
}

function leadOf({ served }: Serving): string | undefined {
  const each = served.value?.menu?.proteinsPerGuest
  if (each === undefined) return undefined
  return `${each === 1 ? 'One' : each === 2 ? 'Two' : each} for each guest, in any mix.`
}

function Dishes({ flow, served, station }: Serving) {
  const menu = served.value?.menu
  useSuggestion(flow, menu)
  if (served.state === 'failed' && menu === undefined) {
    return <FailureNotice error={served.error} retry={served.retry} />
  }
  if (menu === undefined || station === undefined) {
    const isSlow = served.state === 'slow'
    return <Skeleton shape="cards" count={4} label="Loading the menu" isSlow={isSlow} />
  }
  return (
    <AnswerForm
      errors={flow.errors}
      action="Continue"
      onSubmit={() => flow.submit('menu', { menuAnswered: true, menuLater: false })}
    >
      <MenuFields
        menu={menu}
        currency={station.currency}
        value={flow.draft}
        errors={flow.errors}
        onValue={flow.set}
      />
    </AnswerForm>
  )
}

/** Something to start from, and nothing that the menu has lost since it was chosen. */
function useSuggestion(flow: BookingFlow, menu: Served['menu']): void {
  const { draft } = flow
  useEffect(() => {
    if (menu === undefined) return
    const proteins = withoutGone(draft.proteins, menu.proteins)
    const addOns = withoutGone(draft.addOns, menu.addOns)
    if (proteins === '') flow.set({ proteins: suggestedProteins(menu, draft), addOns })
    else if (proteins !== draft.proteins || addOns !== draft.addOns) flow.set({ proteins, addOns })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the menu is there
  }, [menu])
}
