import { Images } from 'lucide-react'
import type { ReactNode } from 'react'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { takenWords } from './upload/upload-words.ts'

interface NoAssetsProps {
  /** Nothing at all is there, and not only nothing like what was looked for. */
  readonly isAll: boolean
  /** The way in. */
  readonly children: ReactNode
}

/** What an empty library means, and the way out of it. */
export function NoAssets({ isAll, children }: NoAssetsProps) {
  if (!isAll) {
    return (
      <StateFrame
        Icon={Images}
        title="No file is like that"
        text="Choose another kind above, or look for another name."
      />
    )
  }
  return (
    <StateFrame
      Icon={Images}
      title="Nothing here yet"
      text={
        <>
          Upload clips, pictures and a song, and mix videos and avatars of them. Drop files anywhere
          on this page.
          <span className="mt-2 block text-12 text-faint">{takenWords}</span>
        </>
      }
    >
      {children}
    </StateFrame>
  )
}
