// @vitest-environment happy-dom
import { ProblemError, type CallError } from '@holdfast/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { givenPage } from '../fixtures/given-page.ts'
import { TooltipProvider } from '../tooltip.tsx'
import { FormFailure } from './form-failure.tsx'
import { TextField } from './text-field.tsx'
import { useApiForm } from './use-api-form.ts'

const schema = z.object({
  email: z.string().min(1, 'Write your e-mail address.'),
  code: z.string(),
})

type Values = z.output<typeof schema>

const page = givenPage()
let queryClient: QueryClient
let submit: ReturnType<typeof vi.fn<(values: Values) => Promise<void>>>

beforeEach(() => {
  queryClient = new QueryClient()
  submit = vi.fn<(values: Values) => Promise<void>>(() => Promise.resolve())
})

function TestForm({ email }: { readonly email: string }) {
  const form = useApiForm({
    schema,
    defaultValues: { email, code: '' },
    blames: { 'identity.wrongCode': 'code' },
    submit,
  })
  const { errors } = form.formState
  return (
    <form onSubmit={form.onSubmit}>
      <TextField label="E-mail" error={errors.email?.message} {...form.register('email')} />
      <TextField label="Code" error={errors.code?.message} {...form.register('code')} />
      <FormFailure failure={form.failure} />
    </form>
  )
}

async function send(email = 'ada@example.com') {
  page.draw(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <TestForm email={email} />
      </TooltipProvider>
    </QueryClientProvider>,
  )
  const form = document.querySelector('form')
  await act(async () =>
    form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
  )
  return form
}

function refusal(status: number, code: string, fields: Readonly<Record<string, string>> = {}) {
  const errors = Object.entries(fields).map(([path, text]) => ({ path, code: 'invalid', text }))
  const facts = { endpoint: 'identity.signIn', attempts: 1, correlationId: 'c-1', detail: '' }
  const friendly = { title: `Title of ${code}`, text: `Text of ${code}` }
  return new ProblemError({ ...facts, status, code, errors, document: {}, friendly })
}

const words = (label: string) => {
  const field = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  const input = document.getElementById(field?.htmlFor ?? '')
  const ids = input?.getAttribute('aria-describedby')?.split(' ') ?? []
  return {
    said: ids.map((id) => document.getElementById(id)?.textContent).join(' '),
    isInvalid: input?.getAttribute('aria-invalid') === 'true',
    hasFocus: document.activeElement === input,
  }
}

test('what is missing is said at its field, which gets the focus, and nothing is sent', async () => {
  await send('')
  expect(submit).not.toHaveBeenCalled()
  expect(words('E-mail')).toEqual({
    said: 'Write your e-mail address.',
    isInvalid: true,
    hasFocus: true,
  })
})

test('what the server says about a field stands at that field', async () => {
  submit.mockRejectedValue(refusal(422, 'request.invalid', { email: 'Not this one.' }))
  await send()
  expect(words('E-mail')).toMatchObject({ said: 'Not this one.', hasFocus: true })
  expect(document.querySelector('[role=alert]')?.textContent).toBe('')
})

test('a problem that is known to be of one field stands there', async () => {
  submit.mockRejectedValue(refusal(401, 'identity.wrongCode'))
  await send()
  expect(words('Code')).toMatchObject({ said: 'Text of identity.wrongCode', hasFocus: true })
})

test.each<[string, CallError]>([
  ['of no field', refusal(503, 'service.unavailable')],
  ['of a field that the form does not have', refusal(422, 'request.invalid', { zip: 'No.' })],
])('a problem %s is said above the button', async (_, error) => {
  submit.mockRejectedValue(error)
  await send()
  expect(document.querySelector('[role=alert]')?.textContent).toContain('Title of')
})

test('a form that is sent twice at once is sent once, and keeps what was typed', async () => {
  submit.mockReturnValue(new Promise(() => undefined))
  const form = await send()
  await act(async () =>
    form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
  )
  const sent = submit.mock.calls.map(([values]) => values)
  expect(sent).toEqual([{ email: 'ada@example.com', code: '' }])
  expect(form?.querySelector('input')?.value).toBe('ada@example.com')
})
