import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { notifyFailure } from '../../../data/notify.ts'
import { Button, type ButtonProps } from '../../../ui/button.tsx'
import { api } from '../data/studio-api.ts'
import { linksAtThisOrigin } from './at-this-origin.ts'
import { saveFrom } from './save-from.ts'

interface DownloadButtonProps extends Pick<ButtonProps, 'look' | 'size'> {
  readonly assetId: string
  /** What is saved, where the page does not say it: "Download Reel 1". */
  readonly label?: string
}

/** Saves a file on the reader's device. */
export function DownloadButton({ assetId, label, ...look }: DownloadButtonProps) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.assets.linkToAsset({ params: { id: assetId } }),
    onSuccess: (links) => saveFrom(linksAtThisOrigin(links).downloadUrl),
    onError: notifyFailure,
  })
  return (
    <Button
      {...look}
      isBusy={isPending}
      onClick={() => isPending || mutate()}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {!isPending && <Download aria-hidden />} Download
    </Button>
  )
}
