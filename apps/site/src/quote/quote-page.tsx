import { useState } from 'preact/hooks'
import { askedToWait } from '../api/remedy.ts'
import { serverNow } from '../api/server-clock.ts'
import { AnswerForm } from '../flow/answer-form.tsx'
import type { FieldTexts } from '../flow/check-answers.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notices } from '../ui/notices.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { bookQuote } from './book-quote.ts'
import { checkAsked, firstDayAfter } from './check-asked.ts'
import { QuoteBar } from './quote-bar.tsx'
import { QuoteFields } from './quote-fields.tsx'
import { useAsked } from './use-asked.ts'
import { useQuote } from './use-quote.ts'

/** What an evening would cost: asked as one goes, promised, and booked at that price. */
export function QuotePage() {
  const asking = useAsked()
  const { asked, station, stations } = asking
  const [errors, setErrors] = useState<FieldTexts>({})
  const firstDay = firstDayAfter(station?.noticeHours ?? 0, serverNow())
  const missing = checkAsked(asked, firstDay)
  const isComplete = station !== undefined && Object.keys(missing).length === 0
  const { quote, loaded } = useQuote(asked, isComplete)
  const failure = isComplete && loaded.state === 'failed' ? loaded : undefined
  const isWorking = isComplete && quote === undefined && failure === undefined

  const book = () => {
    setErrors({ ...missing })
    if (!isComplete) return
    if (quote !== undefined) bookQuote(asked, quote)
    else if (failure !== undefined && askedToWait(failure.error) === undefined) failure.retry()
  }
  const set = (given: Parameters<typeof asking.set>[0]) => {
    asking.set(given)
    setErrors({})
  }

  return (
    <div class="flow">
      <div class="flow-main">
        <Notices />
        <section class="step quote" aria-labelledby="step-title">
          <StepTitle text="What would your evening cost?" />
          <p class="step-lead">
            The whole price, promised for a week. Asking costs nothing and holds no time.
          </p>
          {stations.state === 'failed' && station === undefined && (
            <FailureNotice error={stations.error} retry={stations.retry} />
          )}
          {stations.state !== 'failed' && station === undefined && (
            <Skeleton
              shape="lines"
              count={6}
              label="Loading the areas"
              isSlow={stations.state === 'slow'}
            />
          )}
          {station !== undefined && (
            <AnswerForm
              errors={errors}
              action={isWorking ? 'Working out the price…' : 'Book at this price'}
              isBusy={isWorking}
              onSubmit={() => !isWorking && book()}
            >
              <QuoteFields {...asking} set={set} errors={errors} firstDay={firstDay} />
              {failure !== undefined && (
                <FailureNotice error={failure.error} retry={failure.retry} />
              )}
            </AnswerForm>
          )}
        </section>
      </div>
      <QuoteBar
        asking={asking}
        quote={quote ?? (isComplete ? loaded.value : undefined)}
        isOld={quote === undefined}
        missing={Object.values(missing)[0]}
      />
    </div>
  )
}
