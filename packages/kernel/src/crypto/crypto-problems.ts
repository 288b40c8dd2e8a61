import { defineProblems } from '../problems/problems.ts'

/** None of them ever carries a plaintext or a key, nor do their causes. */
export const cryptoProblems = defineProblems('crypto', {
  /** It was changed, belongs to another place or subject, or is no envelope at all. */
  unreadable: { status: 500, say: 'Some stored data can not be read.' },
  /** The key that it was sealed under is not among the configured ones. */
  unknownKey: { status: 500, say: 'Some stored data can not be read at the moment.' },
  /** The subject's data key is gone: what was sealed under it is erased for ever. */
  destroyed: { status: 410, say: 'This data has been erased.' },
})
