import { BookmarkPlus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Popover } from '../../../ui/popover.tsx'

/** Keeps the filters of now under a name. */
export function SaveView({ onSave }: { readonly onSave: (name: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onSave(name)
    setOpen(false)
  }
  return (
    <Popover
      label="Save this view"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" size="small" className="ml-1">
          <BookmarkPlus aria-hidden /> Save view
        </Button>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name of the view" help="Kept in this browser, for you alone.">
          {(wiring) => (
            <Input
              {...wiring}
              value={name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          disabledReason={name.trim() === '' ? 'Give the view a name first.' : undefined}
        >
          Save view
        </Button>
      </form>
    </Popover>
  )
}
