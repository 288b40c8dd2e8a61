import { useQuery } from '@tanstack/react-query'
import { usePermission } from '../../../data/use-permission.ts'
import { quotaQuery } from '../data/store-queries.ts'
import { quotaRefusal } from './quota-words.ts'

/** Why the person can not create a store now; undefined when they can. */
export function useCreateRefusal(): string | undefined {
  const creating = usePermission('stores.create')
  const { data: quota } = useQuery(quotaQuery)
  return creating.allowed ? quotaRefusal(quota) : creating.reason
}
