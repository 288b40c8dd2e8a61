import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { Fragment } from 'react'
import { useMe } from '../../data/session.ts'
import { classNames } from '../../ui/class-names.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { places, type Place } from '../places.ts'
import { OrganisationMenu } from './organisation-menu.tsx'

interface RailProps {
  /** `wide` shows names; `narrow` icons alone, with their names on hover. */
  readonly width: 'wide' | 'narrow'
  readonly onNavigate?: () => void
}

/** The modules of the business that somebody may see. */
export function Rail({ width, onNavigate }: RailProps) {
  const { actions } = useMe()
  const seen = places.filter(({ action }) => actions.includes(action))
  return (
    <>
      <OrganisationMenu width={width} />
      <nav aria-label="Modules" className="mt-4 mb-2 flex min-h-0 flex-col gap-0.5 overflow-y-auto">
        {seen.map((place, index) => (
          <Fragment key={place.name}>
            {place.part !== undefined && place.part !== seen[index - 1]?.part && (
              <p className={width === 'wide' ? partStyle : 'mx-2 my-1.5 h-px bg-line'}>
                {width === 'wide' && place.part}
              </p>
            )}
            <RailLink place={place} width={width} onNavigate={onNavigate} />
          </Fragment>
        ))}
      </nav>
      <a
        href="/"
        target="_blank"
        rel="noreferrer"
        className={classNames(
          linkStyle,
          'mt-auto text-faint',
          width === 'narrow' && 'justify-center',
        )}
      >
        <ExternalLink aria-hidden />
        {width === 'wide' ? 'Public site' : <span className="sr-only">Public site</span>}
      </a>
    </>
  )
}

const partStyle = 'px-2 pt-3 pb-0.5 text-12 text-faint'

const linkStyle =
  'flex min-h-8 shrink-0 touch:min-h-11 items-center gap-2.5 rounded px-2 py-1 font-medium text-soft transition-colors hover:bg-hover hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0'

interface RailLinkProps {
  readonly place: Place
  readonly width: RailProps['width']
  readonly onNavigate: (() => void) | undefined
}

function RailLink({ place, width, onNavigate }: RailLinkProps) {
  const link = (
    <Link
      {...place.link}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      activeOptions={{ includeSearch: false, exact: place.link.to === '/' }}
      className={classNames(linkStyle, width === 'narrow' && 'justify-center')}
      activeProps={{ className: 'bg-hover text-ink [&_svg]:text-ember-text' }}
    >
      <place.Icon aria-hidden />
      {width === 'wide' ? place.name : <span className="sr-only">{place.name}</span>}
    </Link>
  )
  if (width === 'wide') return link
  return (
    <Tooltip text={place.name} side="right">
      {link}
    </Tooltip>
  )
}
