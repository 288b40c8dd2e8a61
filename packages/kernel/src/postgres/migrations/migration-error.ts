/**
 * A migration that was refused or failed. The message is one line: what is wrong, where, and
 * what to do about it. Nothing was changed by the file that it names.
 */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}
