import { Keyboard, LogOut, Moon, Sun, SunMoon } from 'lucide-react'
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

/** What can be done from everywhere. */
export function Deeds({ after, onShowShortcuts }: DeedsProps) {
  const signOut = useSignOut()
  return (
    <PaletteGroup title="Do">
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
