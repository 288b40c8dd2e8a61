import { useEffect, useRef, useState } from 'react'

/** Takes files that are dropped anywhere on the page. True while some are held over it. */
export function useFileDrop(onFiles: (files: readonly File[]) => void, isOn: boolean): boolean {
  const [isOver, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    if (!isOn) return undefined
    // Each element on the way is entered and left; the page is left with the last of them.
    let depth = 0
    const set = (next: number) => {
      depth = next
      setOver(next > 0)
    }
    const listeners = {
      dragenter: (event: DragEvent) => hasFiles(event) && set(depth + 1),
      dragleave: (event: DragEvent) => hasFiles(event) && set(Math.max(0, depth - 1)),
      dragover: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
      drop(event: DragEvent) {
        if (!hasFiles(event)) return
        event.preventDefault()
        set(0)
        latest.current([...(event.dataTransfer?.files ?? [])])
      },
    }
    const stop = new AbortController()
    for (const [name, listener] of Object.entries(listeners)) {
      addEventListener(name, listener as EventListener, { signal: stop.signal })
    }
    return () => stop.abort()
  }, [isOn])
  return isOver
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
