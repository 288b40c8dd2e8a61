import type { AvatarEngine } from '@holdfast/studio/contract'
import { useDebounced } from '@holdfast/ui/debounced/react'
import { Dices } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input, Textarea } from '../../../ui/input.tsx'
import { engineOf, styleOf } from './avatar-draft.ts'
import { randomWords } from './random-words.ts'
import { StyleGallery } from './style-gallery.tsx'
import type { AvatarWork } from './use-avatar-draft.ts'

interface EngineFormProps {
  readonly work: AvatarWork
  readonly engines: readonly AvatarEngine[]
}

const restMs = 500

/** What an engine is told: a seed and a style, or words. */
export function EngineForm({ work, engines }: EngineFormProps) {
  const { draft } = work
  const engine = engineOf(draft, engines)
  const seed = useDebounced(draft.seed.trim(), restMs)
  const background = useDebounced(draft.background, restMs)
  if (engine === undefined) {
    return <p className="text-soft">Nothing can draw avatars here. Make one from a picture.</p>
  }
  const style = styleOf(draft, engine)
  return (
    <Card title={engine.reads ? 'What it shows' : 'Seed and style'}>
      <div className="flex flex-col gap-5 px-4 py-4">
        {engine.reads ? <Prompt work={work} /> : <Seed work={work} />}
        {!engine.reads && style !== undefined && (
          <StyleGallery
            styles={engine.styles}
            chosen={style.name}
            seed={seed === '' ? 'seed' : seed}
            background={background}
            onChoose={(name) => work.change({ style: name })}
          />
        )}
        {style !== undefined && <Licence style={style} />}
      </div>
    </Card>
  )
}

function Licence({ style }: { readonly style: AvatarEngine['styles'][number] }) {
  return (
    <p className="text-12 text-faint">
      {style.title}: {style.licence}.{' '}
      {style.attribution === null
        ? 'Nobody has to be named.'
        : `Where you show it, name: ${style.attribution}`}
    </p>
  )
}

function Seed({ work: { draft, change } }: { readonly work: AvatarWork }) {
  return (
    <div className="flex items-start gap-2">
      <Field
        label="Seed"
        help="Any words, such as a name. The same words draw the same avatar."
        className="min-w-0 flex-1"
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={draft.seed}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => change({ seed: target.value })}
          />
        )}
      </Field>
      <Button className="mt-7 h-9 touch:h-11" onClick={() => change({ seed: randomWords() })}>
        <Dices aria-hidden /> Shuffle
      </Button>
    </div>
  )
}

function Prompt({ work: { draft, change } }: { readonly work: AvatarWork }) {
  return (
    <Field
      label="What it should show"
      help="A sentence or two. The engine refuses what it must not draw; that costs nothing."
    >
      {(wiring) => (
        <Textarea
          {...wiring}
          value={draft.prompt}
          maxLength={1000}
          placeholder="A small flame above a bowl, flat colours, friendly"
          onChange={({ target }) => change({ prompt: target.value })}
        />
      )}
    </Field>
  )
}
