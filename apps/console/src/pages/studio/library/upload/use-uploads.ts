import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useMe } from '../../../../data/session.ts'
import { studioKey } from '../../data/studio-key.ts'
import type { UploadItem } from './upload-item.ts'
import { Uploads } from './uploads.ts'

// They go on while another page is shown. One for each person and business at this browser.
const all = new Map<string, Uploads>()

const restMs = 1_000

interface UploadsNow {
  readonly uploads: Uploads
  readonly items: readonly UploadItem[]
}

/** The files on their way; the library is read anew as they come. */
export function useUploads(): UploadsNow {
  const { person, organisation } = useMe()
  const uploads = uploadsOf(`${organisation?.id} ${person.id}`)
  const items = useSyncExternalStore(uploads.follow, uploads.read)
  const queryClient = useQueryClient()
  const done = items.filter(({ state }) => state === 'done').length
  useEffect(() => {
    if (done === 0) return undefined
    // Several come within a second.
    const timer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'assets'] })
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'usage'] })
    }, restMs)
    return () => clearTimeout(timer)
  }, [done, queryClient])
  useEffect(() => void uploads.findLeft(), [uploads])
  return { uploads, items }
}

function uploadsOf(owner: string): Uploads {
  const uploads = all.get(owner) ?? new Uploads(owner)
  all.set(owner, uploads)
  return uploads
}
