import { Check, CircleAlert, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What is copied: "Copy reference". */
  readonly what: string
  readonly look?: 'icon' | 'button'
}

const shownMs = 2000

const outcomeWords = { copied: 'Copied', refused: 'Could not be copied' }

const icons = {
  none: <Copy aria-hidden />,
  copied: <Check aria-hidden className="text-success" />,
  refused: <CircleAlert aria-hidden className="text-warning" />,
}

/** Copies a text and says for two seconds that it did, or that it could not. */
export function CopyButton({ text, what, look = 'icon' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  useEffect(() => {
    if (outcome === undefined) return undefined
    const timer = setTimeout(() => setOutcome(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => setOutcome((await copyText(text)) ? 'copied' : 'refused')
  const words = outcome === undefined ? `Copy ${what}` : outcomeWords[outcome]
  return (
    <>
      {look === 'icon' ? (
        <IconButton
          size="icon-small"
          label={words}
          onClick={() => void copy()}
          className="[&_svg]:size-3.5"
        >
          {icons[outcome ?? 'none']}
        </IconButton>
      ) : (
        <Button onClick={() => void copy()}>
          {icons[outcome ?? 'none']} {words}
        </Button>
      )}
      <span role="status" className="sr-only">
        {outcome === undefined ? '' : `${outcomeWords[outcome]}: ${what}`}
      </span>
    </>
  )
}
