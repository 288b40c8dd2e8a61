import { useBusinessName } from '../auth/business-query.ts'

/** What somebody can do who has lost the phone that shows the codes. */
export function LostPhone() {
  const business = useBusinessName() ?? 'your business'
  return (
    <details className="text-soft">
      <summary className="w-fit cursor-pointer text-ember-text underline decoration-1 underline-offset-3 hover:decoration-2 pointer-coarse:flex pointer-coarse:min-h-11 pointer-coarse:items-center">
        I have lost my phone
      </summary>
      <p className="mt-2">Enter one of your backup codes in place of the code of the app.</p>
      <p className="mt-2">
        If they are lost too, ask an owner or an admin of {business}: on the Staff page they can
        remove your second factor. Then your password is enough, and you set it up again.
      </p>
      <p className="mt-2">
        If you are the only owner, whoever runs the server prints a new owner link with{' '}
        <code className="rounded-sm whitespace-nowrap bg-sunk px-1 font-mono text-12">
          npm run owner-link
        </code>
        . A second owner joins with it and lets you back in.
      </p>
    </details>
  )
}
