import type { Plan } from '../../contract/states.ts'

type Quota = Readonly<Record<string, string>>

/** No way out of the cluster but by the ingress, whatever somebody writes into a namespace. */
const never = { 'services.loadbalancers': '0', 'services.nodeports': '0' } as const

/**
 * What all of a shop may take: its chart at that plan, one pod more of each kind while a new version
 * takes over, and the job that dumps its data.
 */
export const quotas = {
  small: {
    ...never,
    pods: '10',
    persistentvolumeclaims: '4',
    'requests.storage': '20Gi',
    'requests.cpu': '1',
    'limits.cpu': '4',
    'requests.memory': '2Gi',
    'limits.memory': '4Gi',
    'requests.ephemeral-storage': '2Gi',
    'limits.ephemeral-storage': '4Gi',
  },
  medium: {
    ...never,
    pods: '12',
    persistentvolumeclaims: '4',
    'requests.storage': '60Gi',
    'requests.cpu': '3',
    'limits.cpu': '10',
    'requests.memory': '5Gi',
    'limits.memory': '10Gi',
    'requests.ephemeral-storage': '3Gi',
    'limits.ephemeral-storage': '6Gi',
  },
  large: {
    ...never,
    pods: '16',
    persistentvolumeclaims: '4',
    'requests.storage': '140Gi',
    'requests.cpu': '7',
    'limits.cpu': '20',
    'requests.memory': '9Gi',
    'limits.memory': '18Gi',
    'requests.ephemeral-storage': '4Gi',
    'limits.ephemeral-storage': '8Gi',
  },
} as const satisfies Record<Plan, Quota>
