/** @jsxImportSource preact */
import { Component, type ComponentChildren } from 'preact'
import { Icon } from '../icons/preact.tsx'
import {
  reportSafely,
  usualWords,
  viewFailure,
  type BoundaryWords,
  type ViewFailure,
} from './view-failure.ts'

export interface ErrorBoundaryProps {
  readonly children: ComponentChildren
  /** Told once for each failure, with the error itself: for the log, never for the page. */
  readonly report?: (failure: ViewFailure) => void
  readonly words?: BoundaryWords
  /** `h1` where the boundary holds the whole page; `h2` unless told. */
  readonly heading?: 'h1' | 'h2'
  /** Below the words: another way to reach us. */
  readonly more?: ComponentChildren
  /** The address of a "Report this" link: `mailto:…` with the id in it. */
  readonly reportAddress?: (correlationId: string) => string
  /** Another value tries again by itself: the address of the page. */
  readonly resetOn?: string
}

interface State {
  readonly failure?: ViewFailure | undefined
  readonly retries: number
  readonly resetOn: string | undefined
}

/**
 * Catches what breaks while its children draw. Says so without details, names an id that the
 * report carries too, and offers to try again; after that, to reload.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { retries: 0, resetOn: this.props.resetOn }

  static override getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): State | null {
    if (props.resetOn === state.resetOn) return null
    return { failure: undefined, retries: 0, resetOn: props.resetOn }
  }

  override componentDidCatch(error: unknown): void {
    const failure = viewFailure(error)
    this.setState({ failure })
    reportSafely(this.props.report, failure)
  }

  readonly retry = (): void =>
    this.setState(({ retries }) => ({ failure: undefined, retries: retries + 1 }))

  override render(): ComponentChildren {
    const { failure, retries } = this.state
    if (failure === undefined) return this.props.children
    return <Fallback {...this.props} {...failure} retries={retries} onRetry={this.retry} />
  }
}

interface FallbackProps extends Omit<ErrorBoundaryProps, 'children'> {
  readonly correlationId: string
  readonly retries: number
  readonly onRetry: () => void
}

function Fallback({ words = usualWords, heading: Title = 'h2', ...props }: FallbackProps) {
  return (
    <div class="hf-broken" role="alert" data-tone="danger">
      <Icon name="alert" />
      <div class="hf-broken-body">
        <Title class="hf-broken-title">{words.title}</Title>
        <p>{words.text}</p>
        {props.more}
        <div class="hf-broken-actions">
          {props.retries === 0 ? (
            <button type="button" class="hf-button" onClick={props.onRetry}>
              Try again
            </button>
          ) : (
            <button type="button" class="hf-button" onClick={() => location.reload()}>
              Reload the page
            </button>
          )}
          {props.reportAddress && (
            <a class="hf-button" href={props.reportAddress(props.correlationId)}>
              Report this
            </a>
          )}
        </div>
        <p class="hf-broken-id">Error id: {props.correlationId}</p>
      </div>
    </div>
  )
}
