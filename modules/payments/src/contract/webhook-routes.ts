import { defineRoutes } from '@holdfast/kernel/contract'

const taken = { 204: { description: 'Kept. It is worked on soon.' } }

function ofProvider<const Name extends string>(name: Name, title: string) {
  return {
    method: 'POST',
    path: `/webhooks/${name}`,
    summary: `Messages of ${title}`,
    description: 'Signed by the provider. What is not believed is refused without a word why.',
    access: 'public',
    limit: 'webhook',
    rawBody: true,
    retry: 'never',
    responses: taken,
    // Of a provider that this service does not use.
    problems: ['request.notFound'],
  } as const
}

/** Where providers send their messages. */
export const webhookRoutes = defineRoutes({
  receiveFromSandbox: ofProvider('sandbox', 'the payment sandbox'),
  receiveFromStripe: ofProvider('stripe', 'Stripe'),
  receiveFromDuitku: {
    ...ofProvider('duitku', 'Duitku'),
    responses: { 200: { description: 'Kept. It is worked on soon.' } },
  },
})
