import { useContext } from 'react'
import { PageDeedsContext } from './page-deeds.ts'
import { PaletteGroup, PaletteItem, type After } from './palette-item.tsx'

/** What can be done with what is open on the page. */
export function OfferedDeeds({ after }: { readonly after: After }) {
  return useContext(PageDeedsContext)
    .all()
    .map(({ title, deeds }) => (
      <PaletteGroup key={title} title={title}>
        {deeds.map(({ name, Icon, keywords = [], refusal, run }) => (
          <PaletteItem
            key={name}
            Icon={Icon}
            name={name}
            keywords={keywords}
            refusal={refusal}
            onSelect={after(run)}
          />
        ))}
      </PaletteGroup>
    ))
}
