import { classNames } from '../../../ui/class-names.ts'

interface ProgressBarProps {
  readonly percent: number
  readonly label: string
  /** What is being done, for who does not see the words beside it. */
  readonly text?: string
  readonly tone?: 'ember' | 'success' | 'quiet'
}

const tones = {
  ember: 'bg-ember',
  success: 'bg-success',
  quiet: 'bg-line',
}

/** A part of a whole that grows. */
export function ProgressBar({ percent, label, text, tone = 'ember' }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      {...(text === undefined ? {} : { 'aria-valuetext': `${Math.round(percent)}%, ${text}` })}
      className="h-1.5 overflow-hidden rounded-full bg-hover"
    >
      <div
        className={classNames('h-full rounded-full transition-[width]', tones[tone])}
        style={{ width: `${percent}%` }}
      />
    </div>
  )
}
