/** @jsxImportSource react */
import { useState } from 'react'
import { useFollowed } from '../followed/react.ts'
import { Icon } from '../icons/react.tsx'
import { createConnection, usualWords, type ConnectionWords } from './connection.ts'

/** Says that the connection is gone, and for a moment that it is back; quiet otherwise. */
export function ConnectionStatus({ words = usualWords }: { readonly words?: ConnectionWords }) {
  const [connection] = useState(() => createConnection())
  const state = useFollowed(connection)
  return (
    <div className="hf-connection" role="status">
      {state !== 'online' && (
        <p className="hf-connection-words" data-tone={state === 'back' ? 'success' : 'warning'}>
          <Icon name={state === 'back' ? 'check' : 'unplugged'} /> {words[state]}
        </p>
      )}
    </div>
  )
}
