import { Component, type ComponentChildren } from 'preact'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import { business } from '../business.ts'
import { Icon } from './icon.tsx'

interface Props {
  readonly children: ComponentChildren
}

/** Catches a defect of the page itself: says so, offers to reload and another way to us. */
export class ErrorBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static override getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <div class="notice" role="alert" data-tone="danger">
        <Icon svg={circleAlert} />
        <div class="notice-body">
          <p class="notice-title">This page broke</p>
          <p>
            That is our fault. What you entered is kept. Reload the page, or call us at{' '}
            <a href={`tel:${business.phone.link}`}>{business.phone.shown}</a>.
          </p>
          <button type="button" class="button button-plain" onClick={() => location.reload()}>
            Reload the page
          </button>
        </div>
      </div>
    )
  }
}
