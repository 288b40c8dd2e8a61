import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { links } from '../../data/links.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { AuthFrame } from './auth-frame.tsx'

interface BrokenLinkProps {
  /** `cut`: the address has no token. `used`: the server knows it no more. */
  readonly kind: 'cut' | 'used'
  /** What to do now. */
  readonly help: ReactNode
  /** The way to another link, when one can get it oneself. */
  readonly action?: ReactNode
}

const words = {
  cut: {
    title: 'This link is not complete',
    text: 'A part of it is missing, perhaps because the mail broke it over two lines. Copy all of it into the address bar.',
  },
  used: {
    title: 'This link no longer works',
    text: 'It was used already, or its time is over.',
  },
}

export function BrokenLink({ kind, help, action }: BrokenLinkProps) {
  const { title, text } = words[kind]
  return (
    <AuthFrame
      title={title}
      text={
        <>
          <p>{text}</p>
          <div className="mt-2">{help}</div>
        </>
      }
    >
      <div className="flex flex-wrap gap-2">
        {action}
        <Link {...links.signIn} className={buttonStyle({ look: 'plain', size: 'large' })}>
          Sign in
        </Link>
      </div>
    </AuthFrame>
  )
}
