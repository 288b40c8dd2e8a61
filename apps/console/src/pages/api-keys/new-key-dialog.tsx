import type { NewApiKey } from '@holdfast/identity/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'

interface NewKeyDialogProps {
  readonly apiKey: NewApiKey
  readonly onClose: () => void
}

/** The key itself, this once. It can not be closed by accident. */
export function NewKeyDialog({ apiKey, onClose }: NewKeyDialogProps) {
  const [isStored, setStored] = useState(false)
  return (
    <Dialog
      isOpen
      isBlocking
      onClose={onClose}
      title={`The key of ${apiKey.name}`}
      text="Put it where the program reads it. It is shown this once; nobody can look it up later."
    >
      <code className="mt-4 rounded border bg-sunk p-3 break-all select-all">{apiKey.key}</code>
      <div className="mt-3 mb-3">
        <CopyButton text={apiKey.key} what="key" look="button" />
      </div>
      <Checkbox
        label="I have stored it"
        checked={isStored}
        onChange={(event) => setStored(event.target.checked)}
      />
      <DialogActions>
        <Button
          look="primary"
          disabledReason={isStored ? undefined : 'Tick first that you have stored the key.'}
          onClick={onClose}
        >
          Done
        </Button>
      </DialogActions>
    </Dialog>
  )
}
