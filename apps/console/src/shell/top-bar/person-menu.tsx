import { useNavigate } from '@tanstack/react-router'
import { CircleUser, Keyboard, LogOut } from 'lucide-react'
import { useKept } from '../../data/kept.ts'
import { links } from '../../data/links.ts'
import { useMe } from '../../data/session.ts'
import { useSignOut } from '../../data/use-sign-out.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { applyTheme, keptTheme, readTheme, type Theme } from '../theme.ts'

const themeNames: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Same as device' },
]

/** Who is signed in, and what concerns them alone. */
export function PersonMenu({ onShowShortcuts }: { readonly onShowShortcuts: () => void }) {
  const { person } = useMe()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const theme = readTheme(useKept(keptTheme))
  return (
    <Menu
      align="end"
      trigger={
        <Button look="quiet" size="icon" aria-label={`Your account: ${person.name}`}>
          <Avatar name={person.name} />
        </Button>
      }
    >
      <div className="max-w-72 px-2 pt-2 pb-1.5">
        <p className="font-medium">{person.name}</p>
        <p className="text-12 wrap-anywhere text-faint">{person.email}</p>
      </div>
      <MenuRule />
      <MenuItem onSelect={() => void navigate(links.account)}>
        <CircleUser aria-hidden /> Your account
      </MenuItem>
      <MenuItem onSelect={onShowShortcuts}>
        <Keyboard aria-hidden /> Keyboard shortcuts
      </MenuItem>
      <MenuRule />
      <MenuHeading>Appearance</MenuHeading>
      <MenuChoice value={theme} onChoose={applyTheme} options={themeNames} />
      <MenuRule />
      <MenuItem onSelect={signOut}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  )
}
