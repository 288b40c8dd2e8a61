/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { useFollowed } from '../followed/preact.ts'
import { Icon } from '../icons/preact.tsx'
import { createConnection, usualWords, type ConnectionWords } from './connection.ts'

/** Says that the connection is gone, and for a moment that it is back; quiet otherwise. */
export function ConnectionStatus({ words = usualWords }: { readonly words?: ConnectionWords }) {
  const [connection] = useState(() => createConnection())
  const state = useFollowed(connection)
  return (
    <div class="hf-connection" role="status">
      {state !== 'online' && (
        <p class="hf-connection-words" data-tone={state === 'back' ? 'success' : 'warning'}>
          <Icon name={state === 'back' ? 'check' : 'unplugged'} /> {words[state]}
        </p>
      )}
    </div>
  )
}
