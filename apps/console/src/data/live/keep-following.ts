import type { FollowStatus } from '@holdfast/client'

interface KeepFollowingParts {
  /** Follows from now on; what it returns ends that. */
  readonly follow: (onStatus: (status: FollowStatus) => void) => () => void
  readonly onStatus: (status: FollowStatus) => void
  /** Asks the service whether anybody is signed in here. */
  readonly isSignedIn: () => Promise<boolean>
}

/**
 * Follows until the function that it returns is called. A stream stands on the session that it
 * began with, and a change of one's own password puts another in its place: whoever is still signed
 * in after their stream was ended follows anew. Who was refused at once is not asked again.
 */
export function keepFollowing({ follow, onStatus, isSignedIn }: KeepFollowingParts): () => void {
  let isStopped = false
  let stop: (() => void) | undefined
  const begin = () => {
    let wasOpen = false
    stop = follow((status) => {
      onStatus(status)
      if (status === 'open') wasOpen = true
      if (status === 'ended') void goOnIf(wasOpen)
    })
  }
  const goOnIf = async (wasOpen: boolean) => {
    const mayGoOn = (await isSignedIn()) && wasOpen
    if (mayGoOn && !isStopped) begin()
  }
  begin()
  return () => {
    isStopped = true
    stop?.()
  }
}
