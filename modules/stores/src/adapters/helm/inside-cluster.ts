const account = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The cluster that a pod runs in, by the account that it runs as: for helm, which gets no environment. */
export const insideCluster = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'inside',
  clusters: [
    {
      name: 'inside',
      cluster: {
        server: 'https://kubernetes.default.svc',
        'certificate-authority': `${account}/ca.crt`,
      },
    },
  ],
  users: [{ name: 'inside', user: { tokenFile: `${account}/token` } }],
  contexts: [{ name: 'inside', context: { cluster: 'inside', user: 'inside' } }],
} as const
