import type { StoreAction } from '@holdfast/stores/contract'
import {
  CirclePause,
  CirclePlay,
  OctagonX,
  RotateCw,
  SlidersHorizontal,
  Trash2,
  type LucideIcon,
} from 'lucide-react'

interface Deed {
  readonly action: StoreAction
  readonly name: string
  readonly Icon: LucideIcon
  /** Who may not do this may not do it. */
  readonly right: 'stores.change' | 'stores.delete'
  readonly keywords: readonly string[]
}

/** What can be asked of a store, in the order of its buttons. */
export const deeds: readonly Deed[] = [
  {
    action: 'retry',
    name: 'Try again',
    Icon: RotateCw,
    right: 'stores.change',
    keywords: ['retry', 'repeat'],
  },
  {
    action: 'resume',
    name: 'Open it again',
    Icon: CirclePlay,
    right: 'stores.change',
    keywords: ['resume', 'start'],
  },
  {
    action: 'change',
    name: 'Change',
    Icon: SlidersHorizontal,
    right: 'stores.change',
    keywords: ['rename', 'plan', 'scale', 'version', 'upgrade'],
  },
  {
    action: 'suspend',
    name: 'Suspend',
    Icon: CirclePause,
    right: 'stores.change',
    keywords: ['close', 'stop', 'pause'],
  },
  {
    action: 'cancel',
    name: 'Cancel the creation',
    Icon: OctagonX,
    right: 'stores.change',
    keywords: ['stop', 'abort'],
  },
  {
    action: 'delete',
    name: 'Delete',
    Icon: Trash2,
    right: 'stores.delete',
    keywords: ['remove', 'destroy'],
  },
]
