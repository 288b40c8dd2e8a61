import wifiOff from 'lucide-static/icons/wifi-off.svg?raw'
import { Icon } from './icon.tsx'
import { useOnline } from './use-online.ts'

/** Says that the connection is gone, and is quiet otherwise. */
export function OfflineBanner() {
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <p class="offline-banner">
          <Icon svg={wifiOff} size={16} /> You are offline. What you entered is kept.
        </p>
      )}
    </div>
  )
}
