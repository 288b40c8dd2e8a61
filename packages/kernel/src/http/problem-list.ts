import { cryptoProblems } from '../crypto/crypto.ts'
import { idempotencyProblems } from '../idempotency/idempotency.ts'
import type { Module } from '../module/module.ts'
import {
  problemStatuses,
  requestProblems,
  type ProblemDefinition,
  type ProblemFactory,
} from '../problems/problems.ts'

export interface ListedProblem extends ProblemDefinition {
  readonly code: string
}

/** Every problem that the API can answer with, by code. */
export function listProblems(modules: readonly Pick<Module, 'problems'>[]): ListedProblem[] {
  const tables = [...kernelProblems, ...modules.flatMap((one) => one.problems)]
  const byCode = new Map(tables.flatMap(definitionsOf).map((problem) => [problem.code, problem]))
  return [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
}

const kernelProblems = [requestProblems, idempotencyProblems, cryptoProblems]

function definitionsOf(table: Readonly<Record<string, ProblemFactory>>): ListedProblem[] {
  return Object.values(table).map((factory) => factory.definition)
}

/** The text of `docs/api/problems.md`. */
export function renderProblemList(modules: readonly Pick<Module, 'problems'>[]): string {
  const rows = listProblems(modules).map(
    ({ code, status, say }) => `| \`${code}\` | ${status} ${problemStatuses[status]} | ${say} |`,
  )
  return [
    '# Problems',
    '',
    'Every error answer is an `application/problem+json` document (RFC 9457). Its `code` is',
    'permanent; its sentence may change. This list is generated from the code.',
    '',
    '| Code | Status | What it says |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
