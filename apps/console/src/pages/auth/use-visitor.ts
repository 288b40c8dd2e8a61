import { useQuery } from '@tanstack/react-query'
import { visitorQuery } from '../../data/visitor.ts'

/** Who is signed in, or nobody. */
export function useVisitor() {
  return useQuery(visitorQuery)
}
