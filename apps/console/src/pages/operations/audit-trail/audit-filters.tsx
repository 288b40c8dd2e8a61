import { useNavigate, useSearch } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import { families, readAuditSearch, type AuditSearch } from './audit-search.ts'

/** What narrows the trail. Every part stands in the address. */
export function AuditFilters() {
  const search = useSearch({ from: '/shell/audit-trail' })
  const navigate = useNavigate()
  const change = (changes: { readonly [Part in keyof AuditSearch]: string | undefined }) =>
    void navigate({ to: '/audit-trail', search: readAuditSearch({ ...search, ...changes }) })
  const isNarrowed = Object.values(search).some((part) => part !== undefined)
  return (
    <search className="mb-4 grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap">
      <Field label="What" className="md:w-36 lg:w-44">
        {(wiring) => (
          <Select
            {...wiring}
            value={search.type ?? ''}
            onChange={(event) => change({ type: event.target.value || undefined })}
          >
            <option value="">Everything</option>
            {families.map(({ type, label }) => (
              <option key={type} value={type}>
                {label}
              </option>
            ))}
            {search.type !== undefined && !isFamily(search.type) && (
              <option value={search.type}>{search.type}</option>
            )}
          </Select>
        )}
      </Field>
      <Typed
        label="Reference or id"
        placeholder="HF-…, or id of a request or person"
        className="md:w-56 lg:w-72"
        value={search.id}
        onChange={(id) => change({ id })}
      />
      <Typed label="From" type="date" value={search.from} onChange={(from) => change({ from })} />
      <Typed
        label="To"
        type="date"
        className="md:w-36"
        value={search.to}
        onChange={(to) => change({ to })}
      />
      {isNarrowed && (
        <Button
          look="quiet"
          className="h-9 justify-self-start"
          onClick={() => void navigate({ to: '/audit-trail', search: {} })}
        >
          <X aria-hidden /> Clear
        </Button>
      )}
    </search>
  )
}

function isFamily(type: string): boolean {
  return families.some((family) => family.type === type)
}

interface TypedProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly type?: 'date'
  readonly placeholder?: string
  readonly className?: string
}

/** Takes effect when it is left or entered, so that half an id looks for nothing. */
function Typed({ label, value = '', onChange, type, placeholder, className }: TypedProps) {
  const take = (typed: string) => {
    if (typed.trim() !== value) onChange(typed.trim() || undefined)
  }
  return (
    <Field label={label} {...(className === undefined ? {} : { className })}>
      {(wiring) => (
        <Input
          {...wiring}
          {...(type === undefined ? {} : { type })}
          {...(placeholder === undefined ? {} : { placeholder })}
          key={value}
          defaultValue={value}
          onBlur={(event) => take(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take(event.currentTarget.value)
          }}
        />
      )}
    </Field>
  )
}
