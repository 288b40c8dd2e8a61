import { isCallError } from '@holdfast/client'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { FormFailure } from '../../ui/form/form-failure.tsx'

interface JoinAsVisitorProps {
  readonly name: string
  readonly email: string
  readonly action: string
  readonly join: () => Promise<void>
}

/** One press for somebody who is signed in already. */
export function JoinAsVisitor({ name, email, action, join }: JoinAsVisitorProps) {
  const joining = useMutation({ mutationFn: join })
  return (
    <div className="flex flex-col gap-4">
      <p>
        You are signed in as <strong className="font-semibold">{name}</strong> (
        <span className="wrap-anywhere">{email}</span>).
      </p>
      <FormFailure failure={isCallError(joining.error) ? joining.error : undefined} />
      <Button
        look="primary"
        size="large"
        isBusy={joining.isPending}
        onClick={() => joining.mutate()}
      >
        {action}
      </Button>
    </div>
  )
}
