/**
 * The first thing of this kind that matches, or the one that `create` makes: a seed that was
 * killed in the middle goes on where it stopped.
 */
export async function findOrCreate(query, wanted) {
  const { entity, filters, fields = ['id'], create } = wanted
  const { data } = await query.graph({ entity, filters, fields })
  return data[0] ?? create()
}
