import { createToasts } from '@holdfast/ui/toasts'

/** Short messages at the foot of the page; `mountIsland` gives them their place. */
export const toasts = createToasts()
