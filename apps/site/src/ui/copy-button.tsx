import { useState } from 'preact/hooks'
import check from 'lucide-static/icons/check.svg?raw'
import copy from 'lucide-static/icons/copy.svg?raw'
import { Icon } from './icon.tsx'

/** Copies a text and says so. `what` names it: "reference". */
export function CopyButton(props: { readonly text: string; readonly what: string }) {
  const [done, setDone] = useState(false)
  const copyText = async () => {
    try {
      await navigator.clipboard.writeText(props.text)
      setDone(true)
      setTimeout(() => setDone(false), 2500)
    } catch {
      // Without permission the text is still there to be selected.
      setDone(false)
    }
  }
  return (
    <button
      type="button"
      class="button button-quiet button-small button-flush"
      onClick={() => void copyText()}
    >
      <Icon svg={done ? check : copy} size={16} />
      <span aria-live="polite">{done ? 'Copied' : `Copy ${props.what}`}</span>
    </button>
  )
}
