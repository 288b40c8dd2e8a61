/** Gives one to each in turn, as long as it has room, until all are given or nobody has any. */
export function share(pieces: number, rooms: readonly number[]): readonly number[] {
  const given = rooms.map(() => 0)
  const room = rooms.reduce((sum, one) => sum + one, 0)
  for (let left = Math.min(pieces, room); left > 0;) {
    for (const [index, most] of rooms.entries()) {
      const has = given[index] ?? 0
      if (left === 0 || has >= most) continue
      given[index] = has + 1
      left -= 1
    }
  }
  return given
}
