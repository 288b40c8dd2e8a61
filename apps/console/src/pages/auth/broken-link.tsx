import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { links } from '../../data/links.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { AuthFrame } from './auth-frame.tsx'

interface BrokenLinkProps {
  /** `cut`: the address has no token. `used`: the server knows it no more. */
  readonly kind: 'cut' | 'used'
  /** How to get another. */
  readonly help: ReactNode
}

const words = {
  cut: {
    title: 'This link is not complete',
    text: 'A part of it is missing, perhaps because the mail broke it over two lines.',
  },
  used: { title: 'This link opens nothing any more', text: 'It has expired or was used already.' },
}

export function BrokenLink({ kind, help }: BrokenLinkProps) {
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
      <Link {...links.signIn} className={buttonStyle({ look: 'plain', size: 'large' })}>
        Go to the sign-in
      </Link>
    </AuthFrame>
  )
}
