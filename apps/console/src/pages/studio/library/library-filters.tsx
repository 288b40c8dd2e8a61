import { useNavigate } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { SearchBox } from '../../../ui/list/search-box.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Select } from '../../../ui/select.tsx'
import { kindWords, originWords } from '../parts/asset-words.ts'
import { readStudioSearch, type StudioSearch } from '../studio-search.ts'

const kinds = [
  { value: undefined, label: 'All' },
  ...Object.entries(kindWords).map(([value, { many }]) => ({ value, label: many })),
]

/** Which files are shown, kept in the address. */
export function LibraryFilters({ search }: { readonly search: StudioSearch }) {
  const navigate = useNavigate()
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate({ ...links.library(readStudioSearch({ ...search, ...changes })), replace: true })
  return (
    <div className="studio-filters flex flex-wrap items-center gap-x-4 gap-y-2 pb-3">
      <ViewChoice
        label="Which files"
        options={kinds}
        value={search.kind}
        onChoose={(kind) => change({ kind })}
      />
      <Select
        aria-label="Where from"
        className="w-full"
        value={search.origin ?? ''}
        onChange={({ target: { value } }) => change({ origin: value })}
      >
        <option value="">From anywhere</option>
        {Object.entries(originWords).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <SearchBox
        found={search.q}
        find={(q) => change({ q })}
        label="Search by name"
        placeholder="Search by name"
        shortcut={{ title: 'Search the library', group: 'Everywhere' }}
        className="w-full"
      />
    </div>
  )
}
