import { useContext } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { keysShown } from './key-names.ts'
import { ShortcutsContext, type Shortcut } from './shortcuts.ts'

const groups = ['Everywhere', 'Go to', 'Bookings'] as const

/** Every shortcut that works on this page. */
export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts">
      <Groups />
    </Dialog>
  )
}

function Groups() {
  const shortcuts = useContext(ShortcutsContext).all()
  return groups.map((group) => {
    const rows = shortcuts.filter((shortcut) => shortcut.group === group)
    if (rows.length === 0) return null
    return (
      <section key={group} className="mt-5">
        <h3 className="mb-1 text-12 font-medium text-faint">{group}</h3>
        <dl>
          {rows.map((shortcut) => (
            <Row key={shortcut.keys} {...shortcut} />
          ))}
        </dl>
      </section>
    )
  })
}

function Row({ keys, title }: Shortcut) {
  return (
    <div className="flex items-center justify-between gap-4 border-b py-1.5 last:border-0">
      <dt>{title}</dt>
      <dd className="flex gap-1">
        {keysShown(keys).map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  )
}
