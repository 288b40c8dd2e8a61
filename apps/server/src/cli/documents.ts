import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { sessionCookie } from '@holdfast/identity'
import { renderEnvExample } from '@holdfast/kernel/env'
import { createOpenApi, renderProblemList } from '@holdfast/kernel/http'
import { inReadingOrder } from '../business.ts'
import { environment } from '../env.ts'
import { version } from '../version.ts'
import type { Command, CommandParts } from './command.ts'
import { describedModules } from '../described-modules.ts'

const root = resolve(import.meta.dirname, '../../../..')

/** The committed files that are generated from code, with the text that each should have. */
export function renderDocuments(): Readonly<Record<string, string>> {
  const modules = inReadingOrder(describedModules())
  const openapi = createOpenApi({ title: 'Holdfast', version, modules, sessionCookie })
  return {
    '.env.example': renderEnvExample(environment),
    'docs/api/openapi.json': `${JSON.stringify(openapi, undefined, 2)}\n`,
    'docs/api/problems.md': renderProblemList(modules),
  }
}

/** The text of a committed file; empty when there is none. */
export function readDocument(path: string): string {
  try {
    return readFileSync(resolve(root, path), 'utf8')
  } catch {
    return ''
  }
}

/** Writes the generated files. */
export const docs: Command = {
  usage: 'docs',
  prepare: (args) => (args.length === 0 ? writeDocuments : undefined),
}

function writeDocuments({ write }: CommandParts): Promise<number> {
  for (const [path, text] of Object.entries(renderDocuments())) {
    writeFileSync(resolve(root, path), text)
    write(`wrote ${path}`)
  }
  return Promise.resolve(0)
}
