import { z } from 'zod'

/** What leads to the cluster of the shops that are made by helm. */
export const kubernetesVariables = {
  STORES_KUBECONFIG: {
    schema: z.string().min(1),
    purpose: 'Offers shops in a Kubernetes cluster: a kubeconfig, or `in-cluster` for this one.',
    optional: true,
    example: '/etc/holdfast/kubeconfig',
  },
  STORES_KUBE_CONTEXT: {
    schema: z.string().min(1),
    purpose: 'Which context of that kubeconfig; its current one unless told.',
    optional: true,
  },
  STORES_KUBE_DOMAIN: {
    schema: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/),
    purpose: 'Shops in the cluster are found at names below it, which lead to its ingress.',
    optional: true,
    example: 'shops.example.net',
  },
  STORES_INGRESS_CLASS: {
    schema: z.string().regex(/^[a-z0-9.-]+$/),
    purpose: 'The ingress class of those shops; the default of the cluster unless told.',
    optional: true,
  },
  STORES_STORAGE_CLASS: {
    schema: z.string().regex(/^[a-z0-9.-]+$/),
    purpose: 'The storage class of their volumes; the default of the cluster unless told.',
    optional: true,
  },
} as const
