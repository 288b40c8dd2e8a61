import { ProblemError } from '@holdfast/client'
import { beforeEach, expect, test } from 'vitest'
import { createQueryClient } from './query-client.ts'
import { createSessionEnd, type SessionEnd } from './session-end.ts'
import { meKey } from './session.ts'

let sessionEnd: SessionEnd
let queryClient: ReturnType<typeof createQueryClient>

beforeEach(() => {
  sessionEnd = createSessionEnd()
  queryClient = createQueryClient(sessionEnd)
})

function problem(status: number, code: string) {
  return new ProblemError({
    status,
    code,
    detail: '',
    errors: [],
    document: {},
    endpoint: 'bookings.listBookings',
    friendly: { title: '', text: '' },
    attempts: 1,
    correlationId: '1',
  })
}

function load(error: Error) {
  return queryClient.fetchQuery({ queryKey: ['bookings'], queryFn: () => refuse(error) })
}

async function refuse(error: Error): Promise<never> {
  throw error
}

test('an answer that nobody is signed in ends the session of who was', async () => {
  queryClient.setQueryData(meKey, {})
  await expect(load(problem(401, 'request.unauthenticated'))).rejects.toThrow('401')
  expect(sessionEnd.read()).toBe(true)
})

test('a change that is answered so ends it as well', async () => {
  queryClient.setQueryData(meKey, {})
  const mutation = queryClient.getMutationCache().build(queryClient, {
    mutationFn: () => refuse(problem(401, 'request.unauthenticated')),
  })
  await expect(mutation.execute(undefined)).rejects.toThrow('401')
  expect(sessionEnd.read()).toBe(true)
})

test.each([
  ['a wrong password', problem(401, 'identity.wrongCredentials')],
  ['a right that is missing', problem(403, 'request.forbidden')],
  ['a defect of the page', new TypeError('oops')],
])('%s ends no session', async (_, error) => {
  queryClient.setQueryData(meKey, {})
  await expect(load(error)).rejects.toThrow()
  expect(sessionEnd.read()).toBe(false)
})

test('who was never signed in has no session to end', async () => {
  await expect(load(problem(401, 'request.unauthenticated'))).rejects.toThrow('401')
  expect(sessionEnd.read()).toBe(false)
})

test('whoever follows is told once', () => {
  let told = 0
  const leave = sessionEnd.follow(() => void (told += 1))
  sessionEnd.set(true)
  sessionEnd.set(true)
  leave()
  sessionEnd.set(false)
  expect(told).toBe(1)
})
