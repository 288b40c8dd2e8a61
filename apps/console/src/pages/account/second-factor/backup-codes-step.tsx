import { Download } from 'lucide-react'
import { saveFile } from '../../../data/save-file.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'

interface BackupCodesStepProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** The one time that the codes are seen. */
export function BackupCodesStep({ codes, onDone }: BackupCodesStepProps) {
  const text = codes.join('\n')
  return (
    <>
      <ul className="mt-4 grid grid-cols-2 gap-x-6 gap-y-1 rounded bg-sunk p-4 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton look="button" text={text} what="codes" />
        <Button
          onClick={() =>
            saveFile({ name: 'holdfast-backup-codes.txt', text: `${text}\n`, type: 'text/plain' })
          }
        >
          <Download aria-hidden /> Save as a file
        </Button>
      </div>
      <DialogActions>
        <Button look="primary" onClick={onDone}>
          I have kept them
        </Button>
      </DialogActions>
    </>
  )
}
