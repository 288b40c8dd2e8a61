import calendarPlus from 'lucide-static/icons/calendar-plus.svg?raw'
import receiptText from 'lucide-static/icons/receipt-text.svg?raw'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { Icon } from './icon.tsx'
import { savePaper, type Paper } from './paper.ts'

const papers = [
  { paper: 'event.ics', text: 'Add to calendar', icon: calendarPlus },
  { paper: 'receipt.pdf', text: 'Save receipt', icon: receiptText },
] as const

/** The calendar file and the receipt of a booking. */
export function PaperButtons(props: {
  readonly access: KeptAccess
  readonly reference: string
  /** The first thing to do here. */
  readonly isFirst?: boolean
}) {
  return papers.map(({ paper, text, icon }, at) => (
    <PaperButton
      key={paper}
      {...props}
      paper={paper}
      text={text}
      icon={icon}
      look={props.isFirst === true && at === 0 ? 'button-primary' : 'button-plain'}
    />
  ))
}

function PaperButton(props: {
  readonly access: KeptAccess
  readonly reference: string
  readonly paper: Paper
  readonly text: string
  readonly icon: string
  readonly look: string
}) {
  const { access, paper, reference } = props
  const { isBusy, submit } = useSubmitGuard(() => savePaper(access, paper, reference))
  return (
    <button
      type="button"
      class={`button ${props.look}`}
      data-busy={isBusy}
      onClick={() => void submit()}
    >
      <Icon svg={props.icon} /> {props.text}
    </button>
  )
}
