import type { BookingReceipt } from '@holdfast/bookings/contract'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { formatAddress } from '../format/address.ts'
import { checkStep, type FieldTexts } from './check-answers.ts'
import { answer, emptyDraft, type Draft } from './draft.ts'
import { askedStep, goToFirstStep, pushStep, replaceStep } from './flow-history.ts'
import {
  forgetDraft,
  forgetReceipt,
  keepDraft,
  keepReceipt,
  loadDraft,
  loadReceipt,
  type KeptReceipt,
} from './kept-booking.ts'
import { type Question, type Step } from './questions.ts'
import { payAddress } from '../pay/pay-address.ts'
import { firstOpen, reachable, stepAfter } from './steps.ts'
import { holdAskedBy } from './own-hold.ts'

/** The booking being made: the answers, the question shown, and the moves between them. */
export interface BookingFlow {
  readonly draft: Draft
  readonly step: Step
  readonly errors: FieldTexts
  readonly kept: KeptReceipt | undefined
  /** The page was loaded at this step and nobody has moved since. */
  readonly isFreshlyLoaded: boolean
  /** Takes answers without moving on. */
  readonly set: (given: Partial<Draft>) => void
  /** Takes answers and moves on when they are good, else shows what is wrong. */
  readonly submit: (step: Question, given?: Partial<Draft>) => void
  readonly go: (step: Step) => void
  /** Shows what the server found wrong, at the step where it can be mended. */
  readonly showErrors: (step: Question, texts: FieldTexts) => void
  readonly finish: (receipt: BookingReceipt) => void
  readonly startAgain: () => void
}

export function useBooking(): BookingFlow {
  const [draft, setDraft] = useState(startingDraft)
  const [kept, setKept] = useState(loadReceipt)
  const [step, setStep] = useState<Step>(() =>
    reachable({ step: askedStep(), draft, isBooked: kept !== undefined }),
  )
  const [isFreshlyLoaded, setFreshlyLoaded] = useState(true)
  const [errors, setErrors] = useState<FieldTexts>({})
  const latest = useRef({ draft, kept, step })
  latest.current = { draft, kept, step }

  const show = useCallback((next: Step, how: 'push' | 'replace') => {
    if (how === 'push') pushStep(next)
    else replaceStep(next)
    setErrors({})
    setStep(next)
    setFreshlyLoaded(false)
  }, [])

  useEffect(() => {
    // The address may have asked for a step that is not open yet.
    replaceStep(latest.current.step)
    const follow = () => {
      const { draft, kept, step } = latest.current
      const isBooked = kept !== undefined
      // Behind and before a finished booking lie only questions that are answered for good.
      const asked = step === 'done' ? 'done' : askedStep()
      show(reachable({ step: asked, draft, isBooked }), 'replace')
    }
    // From the back-forward cache the page comes as it was left: a booking may be paid since.
    const shown = (event: PageTransitionEvent) => event.persisted && location.reload()
    addEventListener('popstate', follow)
    addEventListener('pageshow', shown)
    return () => {
      removeEventListener('popstate', follow)
      removeEventListener('pageshow', shown)
    }
  }, [show])

  // The station turned out to have no menu while its dishes were asked for.
  useEffect(() => {
    const { draft, step } = latest.current
    if (step === 'menu' && draft.proteinsPerGuest === 0) show(firstOpen(draft), 'replace')
  }, [show, draft.proteinsPerGuest])

  const save = (next: Draft) => {
    keepDraft(next)
    setDraft(next)
  }

  return {
    draft,
    step,
    errors,
    kept,
    isFreshlyLoaded,
    set: (given) => {
      save(answer(latest.current.draft, given))
      setErrors((shown) => without(shown, given))
    },
    submit: (from, given = {}) => {
      const next = answer(latest.current.draft, given)
      save(next)
      const found = checkStep(from, next)
      if (Object.keys(found).length > 0) setErrors({ ...found })
      else show(stepAfter(from, next), 'push')
    },
    go: (next) => show(next, 'push'),
    showErrors: (at, texts) => {
      show(at, 'push')
      setErrors(texts)
    },
    finish: (receipt) => {
      const finished = {
        receipt,
        email: draft.email.trim(),
        place: formatAddress(draft),
        heldFor: holdAskedBy(draft),
      }
      keepReceipt(finished)
      setKept(finished)
      const payment = payAddress(receipt)
      // The answers stay until it is paid: whoever comes back can change them.
      if (payment !== undefined) return location.assign(payment)
      forgetDraft()
      setDraft(emptyDraft)
      show('done', 'replace')
      return goToFirstStep()
    },
    startAgain: () => {
      forgetReceipt()
      setKept(undefined)
      show(firstOpen(latest.current.draft), 'push')
    },
  }
}

// A link on another page may bring an area: `/book?area=…`.
function startingDraft(): Draft {
  const draft = loadDraft()
  const area = new URLSearchParams(location.search).get('area')
  return area === null ? draft : answer(draft, { stationId: area })
}

function without(shown: FieldTexts, given: Partial<Draft>): FieldTexts {
  const left = Object.entries(shown).filter(([field]) => !(field in given))
  return Object.fromEntries(left)
}
