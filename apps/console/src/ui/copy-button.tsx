import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What is copied: "Copy reference". */
  readonly what: string
  readonly look?: 'icon' | 'button'
}

const shownMs = 2000

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, what, look = 'icon' }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  const icon = isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />
  return (
    <>
      {look === 'icon' ? (
        <IconButton
          size="icon-small"
          label={isCopied ? 'Copied' : `Copy ${what}`}
          onClick={copy}
          className="[&_svg]:size-3.5"
        >
          {icon}
        </IconButton>
      ) : (
        <Button onClick={copy}>
          {icon} {isCopied ? 'Copied' : `Copy ${what}`}
        </Button>
      )}
      <span role="status" className="sr-only">
        {isCopied ? `Copied ${what}` : ''}
      </span>
    </>
  )
}
