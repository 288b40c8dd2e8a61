import { useNavigate } from '@tanstack/react-router'
import { Keyboard, KeyRound, LogOut, Moon, Store, Sun, SunMoon, UserPlus } from 'lucide-react'
import { links } from '../../data/links.ts'
import { useMe } from '../../data/session.ts'
import { useSignOut } from '../../data/use-sign-out.ts'
import { applyTheme } from '../theme.ts'
import { PaletteGroup, PaletteItem, type After } from './palette-item.tsx'

interface DeedsProps {
  readonly after: After
  readonly onShowShortcuts: () => void
}

const themes = [
  { theme: 'light', name: 'Light appearance', Icon: Sun },
  { theme: 'dark', name: 'Dark appearance', Icon: Moon },
  { theme: 'system', name: 'Appearance as this device', Icon: SunMoon },
] as const

const forms = [
  {
    action: 'stores.create',
    name: 'Create a store',
    Icon: Store,
    keywords: ['shop', 'new', 'online'],
    link: links.createStore,
  },
  {
    action: 'staff.manage',
    name: 'Invite somebody',
    Icon: UserPlus,
    keywords: ['staff', 'new', 'person'],
    link: links.invite,
  },
  {
    action: 'apiKeys.manage',
    name: 'Create a key',
    Icon: KeyRound,
    keywords: ['api', 'new', 'program'],
    link: links.createKey,
  },
] as const

/** What can be done from everywhere. */
export function Deeds({ after, onShowShortcuts }: DeedsProps) {
  const signOut = useSignOut()
  const navigate = useNavigate()
  const { actions } = useMe()
  const allowed = forms.filter(({ action }) => actions.includes(action))
  return (
    <PaletteGroup title="Do">
      {allowed.map(({ name, Icon, keywords, link }) => (
        <PaletteItem
          key={name}
          Icon={Icon}
          name={name}
          keywords={keywords}
          onSelect={after(() => void navigate(link))}
        />
      ))}
      {themes.map(({ theme, name, Icon }) => (
        <PaletteItem
          key={theme}
          Icon={Icon}
          name={name}
          keywords={['theme', 'mode']}
          onSelect={after(() => applyTheme(theme))}
        />
      ))}
      <PaletteItem
        Icon={Keyboard}
        name="Keyboard shortcuts"
        keywords={['help', 'keys']}
        keys="?"
        onSelect={onShowShortcuts}
      />
      <PaletteItem Icon={LogOut} name="Sign out" keywords={['log out']} onSelect={after(signOut)} />
    </PaletteGroup>
  )
}
