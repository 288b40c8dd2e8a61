import type { ComponentProps } from 'react'
import { Card as Frame } from '../../ui/card.tsx'

/** A part of a store's page, in its first column where there are two. */
export function Card(props: Omit<ComponentProps<typeof Frame>, 'className'>) {
  return <Frame {...props} className="lg:col-start-1" />
}
