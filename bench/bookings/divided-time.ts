import type { DataKey, Vault } from '@holdfast/kernel/crypto'
import { Client } from 'pg'

/** Where the time of some work went, in ms; the rest is this project's own code. */
export interface DividedTime {
  /** While an answer of PostgreSQL was due, however many questions were on their way. */
  readonly databaseMs: number
  readonly cryptoMs: number
  readonly jsonMs: number
  /** How often it was waited for PostgreSQL, and for how many statements in all. */
  readonly roundTrips: number
  readonly statements: number
}

const nothing: DividedTime = {
  databaseMs: 0,
  cryptoMs: 0,
  jsonMs: 0,
  roundTrips: 0,
  statements: 0,
}

let spent = { ...nothing }

/** What was spent since this was asked last, in the whole process. */
export function takeDividedTime(): DividedTime {
  const taken = spent
  spent = { ...nothing }
  return taken
}

function timed<T>(part: 'cryptoMs' | 'jsonMs', work: () => T): T {
  const startedMs = performance.now()
  const result = work()
  spent[part] += performance.now() - startedMs
  return result
}

/** Watches what is written and read as JSON. */
export function watchJson(): void {
  Object.defineProperty(JSON, 'parse', { value: inJsonTime(JSON.parse) })
  Object.defineProperty(JSON, 'stringify', { value: inJsonTime(JSON.stringify) })
}

function inJsonTime(work: (...given: never[]) => unknown) {
  return (...given: never[]) => timed('jsonMs', () => work(...given))
}

/** The same vault, watched. */
export function watchedVault(vault: Vault): Vault {
  return {
    ...vault,
    newDataKey: (subject) => timed('cryptoMs', () => vault.newDataKey(subject)),
    openDataKey: (...given) => watchedKey(timed('cryptoMs', () => vault.openDataKey(...given))),
    blindIndex: (...given) => timed('cryptoMs', () => vault.blindIndex(...given)),
    blindIndexes: (...given) => timed('cryptoMs', () => vault.blindIndexes(...given)),
    signer: (purpose) => {
      const signer = timed('cryptoMs', () => vault.signer(purpose))
      return { ...signer, sign: (...given) => timed('cryptoMs', () => signer.sign(...given)) }
    },
  }
}

function watchedKey(key: DataKey): DataKey {
  return { ...key, seal: (...given) => timed('cryptoMs', () => key.seal(...given)) }
}

/** Watches every question to PostgreSQL, whoever asks. */
export function watchQueries(): void {
  const prototype = Client.prototype as { query: (...asked: unknown[]) => unknown }
  const ask = prototype.query
  prototype.query = function (this: unknown, ...asked) {
    const settled = noteQuestion()
    const last = asked.at(-1)
    if (typeof last === 'function') {
      const tell: unknown = (...answer: unknown[]) => {
        settled()
        return last(...answer)
      }
      return ask.call(this, ...asked.slice(0, -1), tell)
    }
    const answer = ask.call(this, ...asked)
    if (answer instanceof Promise) void answer.then(settled, settled)
    return answer
  }
}

let onTheirWay = 0
let waitingSinceMs = 0

function noteQuestion(): () => void {
  spent.statements += 1
  if (onTheirWay++ === 0) {
    spent.roundTrips += 1
    waitingSinceMs = performance.now()
  }
  return () => {
    if (--onTheirWay === 0) spent.databaseMs += performance.now() - waitingSinceMs
  }
}
