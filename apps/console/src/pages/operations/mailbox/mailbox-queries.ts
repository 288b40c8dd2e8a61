import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../operations-api.ts'

const mailboxKey = ['mailbox'] as const
const refreshMs = 15_000

/** The mails that were kept on this machine, newest first. */
export function mailsQuery(q: string) {
  return queryOptions({
    queryKey: [...mailboxKey, 'list', q] as const,
    queryFn: ({ signal }) => api.operations.listMails({ query: q === '' ? {} : { q } }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  })
}

export function mailQuery(mailId: string) {
  return queryOptions({
    queryKey: [...mailboxKey, 'one', mailId] as const,
    queryFn: ({ signal }) => api.operations.showMail({ params: { id: mailId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
