import type { NewApiKey } from '@holdfast/identity/contract'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'

interface ShownKeyDialogProps {
  readonly apiKey: NewApiKey
  readonly onClose: () => void
}

/** The one time that a key is seen. It can not be closed by a slip. */
export function ShownKeyDialog({ apiKey, onClose }: ShownKeyDialogProps) {
  return (
    <Dialog isOpen isBlocking onClose={onClose} title={`Your new key: ${apiKey.name}`}>
      <Notice tone="warning" className="mt-4" title="This key is shown only once">
        <p className="text-soft">
          Copy it now and keep it where your program keeps its secrets. If it gets lost, rotate it.
        </p>
      </Notice>
      <code className="mt-4 block rounded bg-sunk p-3 font-mono wrap-anywhere select-all">
        {apiKey.key}
      </code>
      <div className="mt-3 self-start">
        <CopyButton look="button" text={apiKey.key} what="key" />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          I have saved it
        </Button>
      </DialogActions>
    </Dialog>
  )
}
