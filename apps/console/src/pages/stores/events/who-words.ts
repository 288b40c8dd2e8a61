/** Who did it: the reader, the orchestrator, or a colleague or program. */
export function whoWords(actorId: string, ownId: string): string {
  if (actorId === ownId) return 'you'
  if (actorId === 'system' || actorId.startsWith('system')) return 'Holdfast'
  return 'a colleague or a program'
}
