import type { StoreDetail, StoreStep } from '@holdfast/stores/contract'
import { Check, Circle, CircleX, LoaderCircle } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'
import { Card } from '../card.tsx'
import { durationWords, stepWords } from '../store-words.ts'
import { spokenProgress, stepMs, tookMs } from './step-progress.ts'
import { useTick } from './use-tick.ts'

/** How it is being made, step by step: what is done, what runs, for how long, and what failed. */
export function Steps({ store }: { readonly store: StoreDetail }) {
  const { steps } = store
  const isRunning = steps.some(({ state }) => state === 'running')
  const nowMs = useTick(isRunning)
  if (steps.length === 0) return null
  const done = steps.filter(({ state }) => state === 'done').length
  const took = tookMs(steps, nowMs)
  return (
    <Card
      title={store.operation?.kind === 'repair' ? 'Steps of the last repair' : 'Steps'}
      actions={
        <span className="text-12 text-faint tabular-nums">
          {done} of {steps.length}
          {took > 0 && ` · ${durationWords(took)}`}
        </span>
      }
    >
      <Bar done={done} all={steps.length} />
      <ol className="px-4 py-3">
        {steps.map((step, index) => (
          <Step key={step.name} step={step} nowMs={nowMs} isLast={index === steps.length - 1} />
        ))}
      </ol>
      {/* Here from the start, so that what is said is heard. */}
      <p role="status" className="sr-only">
        {spokenProgress(store)}
      </p>
    </Card>
  )
}

function Bar({ done, all }: { readonly done: number; readonly all: number }) {
  return (
    <div
      role="progressbar"
      aria-label="Steps that are done"
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done}
      className="h-1 bg-hover"
    >
      <div
        className={classNames(
          'h-full transition-[width]',
          done === all ? 'bg-success' : 'bg-ember',
        )}
        style={{ width: `${(done / all) * 100}%` }}
      />
    </div>
  )
}

interface StepProps {
  readonly step: StoreStep
  readonly nowMs: number
  readonly isLast: boolean
}

function Step({ step, nowMs, isLast }: StepProps) {
  const { name, state, attempt, failure } = step
  const ms = stepMs(step, nowMs)
  return (
    <li className="relative grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 pb-3 last:pb-0">
      {!isLast && <span className="absolute top-5 bottom-0 left-[7px] w-px bg-line" aria-hidden />}
      <StepIcon state={state} />
      <div className="min-w-0">
        <p className={classNames(state === 'pending' && 'text-faint')}>
          <span className={classNames(state === 'running' && 'font-medium')}>
            {state === 'running' ? stepWords[name].doing : stepWords[name].title}
          </span>
          <span className="sr-only">: {stateWords[state]}</span>
          {attempt > 1 && <span className="text-12 text-warning"> · attempt {attempt}</span>}
        </p>
        {failure !== null && (
          <p className={state === 'failed' ? 'text-danger' : 'text-soft'}>
            <span className="wrap-anywhere">{failure.message}</span>{' '}
            <span className="text-12 text-faint">{failure.code}</span>
          </p>
        )}
      </div>
      <span className="text-12 text-faint tabular-nums">
        {ms !== undefined && durationWords(ms)}
      </span>
    </li>
  )
}

const stateWords: Readonly<Record<StoreStep['state'], string>> = {
  pending: 'not begun',
  running: 'under way',
  done: 'done',
  failed: 'failed',
}

const place = 'relative mt-[3px] size-4 bg-raised'

function StepIcon({ state }: Pick<StoreStep, 'state'>) {
  switch (state) {
    case 'pending':
      return <Circle className={classNames(place, 'text-line-strong')} aria-hidden />
    case 'running':
      return <LoaderCircle className={classNames(place, 'animate-spin text-ember')} aria-hidden />
    case 'done':
      return <Check className={classNames(place, 'text-success')} aria-hidden />
    case 'failed':
      return <CircleX className={classNames(place, 'text-danger')} aria-hidden />
  }
}
