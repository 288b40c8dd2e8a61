import { isCallError, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/react'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  useForm,
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from 'react-hook-form'
import type { z } from 'zod'

interface FormOptions<Values extends FieldValues> {
  readonly schema: z.ZodType<Values, Values>
  readonly defaultValues: DefaultValues<Values>
  readonly submit: (values: Values) => Promise<unknown>
  /** Problems that belong to a field: `{ 'identity.wrongPassword': 'currentPassword' }`. */
  readonly blames?: Readonly<Record<string, Path<Values>>>
}

/**
 * A form that sends to the API once at a time. What the server says about a field stands at that
 * field, which gets the focus; everything else is `failure`. Nothing typed is lost.
 */
export function useApiForm<Values extends FieldValues>(options: FormOptions<Values>) {
  const { schema, defaultValues, submit, blames = {} } = options
  const [failure, setFailure] = useState<CallError>()
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues })
  // A mutation, so that the end of the session is noticed here as everywhere.
  const { mutateAsync } = useMutation({ mutationFn: submit })

  async function send(values: Values): Promise<void> {
    setFailure(undefined)
    try {
      await mutateAsync(values)
    } catch (error) {
      if (!isCallError(error)) throw error
      if (!blameFields({ form, error, blames, values })) setFailure(error)
    }
  }

  const { submit: sendOnce } = useSubmitGuard(send)
  return {
    ...form,
    failure,
    isSubmitting: form.formState.isSubmitting,
    onSubmit: form.handleSubmit((values) => sendOnce(values)),
  }
}

interface Blame<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  readonly error: CallError
  readonly blames: Readonly<Record<string, Path<Values>>>
  readonly values: Values
}

/** Whether the error has been put at fields of the form. */
function blameFields<Values extends FieldValues>(blame: Blame<Values>): boolean {
  const { form, error, blames, values } = blame
  if (error.kind !== 'problem') return false
  const field = blames[error.code]
  if (field !== undefined) {
    form.setError(field, { message: error.friendly.text }, { shouldFocus: true })
    return true
  }
  const known = error.errors.filter(({ path }) => path in values)
  for (const [index, { path, text }] of known.entries()) {
    // Just seen to be a key of the values.
    form.setError(path as Path<Values>, { message: text }, { shouldFocus: index === 0 })
  }
  return known.length > 0 && known.length === error.errors.length
}
