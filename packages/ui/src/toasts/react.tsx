/** @jsxImportSource react */
import { useEffect } from 'react'
import { toast as sonner, Toaster } from 'sonner'
import { ToastBody } from './toast-body.react.tsx'
import type { Toast, Toasts } from './toasts.ts'

/**
 * The toasts at the corner of the page. Sonner stacks, swipes and moves them; how long each
 * stays is decided by `toasts`, as in the other face.
 */
export function ToastRegion({ toasts }: { readonly toasts: Toasts }) {
  useEffect(() => mirror(toasts), [toasts])
  return (
    // Reading holds them: this is no control, what it holds are.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="hf-toasts"
      onMouseEnter={() => toasts.hold('pointer')}
      onMouseLeave={() => toasts.release('pointer')}
      onFocus={() => toasts.hold('focus')}
      onBlur={() => toasts.release('focus')}
    >
      <Toaster position="bottom-right" offset={16} mobileOffset={16} gap={8} />
    </div>
  )
}

// Sonner keeps a list of its own; ours is the truth, and each change is carried over. Its ids are
// its own too: one that is used again while its toast slides out would slide out as well.
function mirror(toasts: Toasts): () => void {
  const drawn = new Map<string, { readonly toast: Toast; readonly sonnerId: string | number }>()

  function carryOver(): void {
    const now = toasts.read()
    for (const [id, { sonnerId }] of drawn) {
      if (now.some((toast) => toast.id === id)) continue
      drawn.delete(id)
      sonner.dismiss(sonnerId)
    }
    for (const toast of now) {
      const before = drawn.get(toast.id)
      if (before?.toast === toast) continue
      drawn.set(toast.id, { toast, sonnerId: draw(toast, toasts, before?.sonnerId) })
    }
  }

  carryOver()
  const leave = toasts.follow(carryOver)
  return () => {
    leave()
    for (const { sonnerId } of drawn.values()) sonner.dismiss(sonnerId)
  }
}

function draw(toast: Toast, toasts: Toasts, sonnerId: string | number | undefined) {
  return sonner.custom(() => <ToastBody toast={toast} toasts={toasts} />, {
    ...(sonnerId === undefined ? {} : { id: sonnerId }),
    duration: Number.POSITIVE_INFINITY,
    unstyled: true,
    onDismiss: () => toasts.dismiss(toast.id),
  })
}
