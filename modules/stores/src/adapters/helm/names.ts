import { DriverError } from '../../driver/driver-error.ts'

/** What a store is called in a cluster. All of it is made of the store's id alone. */
export interface Names {
  readonly namespace: string
  readonly release: string
}

/** The account that the pods of a shop run as; it has no token and no rights. */
export const serviceAccount = 'shop'
/** Where the secrets of a shop lie, inside its namespace. */
export const secretName = 'shop-secrets'

// 53 characters: what helm takes, and what fits in labels.
const allowed = /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/

/** Throws when the id could be anything but a part of a name. */
export function namesOf(storeId: string): Names {
  const name = checkedName(`shop-${storeId}`)
  return { namespace: name, release: name }
}

export function checkedName(name: string): string {
  if (allowed.test(name)) return name
  throw new DriverError('The store has an id that can not be a name in a cluster.', {
    class: 'permanent',
    code: 'invalidName',
  })
}

const instanceLabel = 'holdfast.dev/instance'
const engineLabel = 'holdfast.dev/engine'
const storeLabel = 'holdfast.dev/store-id'
const managedBy = 'app.kubernetes.io/managed-by'

/** Whose a shop is: of which Holdfast, and of which of its engines. */
export interface Owner {
  readonly instance: string
  readonly engine: string
}

/** On everything that is ours, so that two of us in one cluster do not see each other's. */
export function labelsOf(storeId: string, owner: Owner): Record<string, string> {
  return { ...ownLabels(owner), [storeLabel]: storeId }
}

export function ownLabels({ instance, engine }: Owner): Record<string, string> {
  return {
    [managedBy]: 'holdfast',
    [instanceLabel]: checkedName(instance),
    [engineLabel]: checkedName(engine),
  }
}

export function storeIdOf(
  labels: Readonly<Record<string, string>> | undefined,
): string | undefined {
  return labels?.[storeLabel]
}

/** Of everything that belongs to a store, whoever made it: us, helm, or a controller. */
export function storeSelector(storeId: string): string {
  checkedName(`shop-${storeId}`)
  return `${storeLabel}=${storeId}`
}

/** On what a dump is made by and lies in: it stays while the rest goes, and goes with the namespace. */
export const dumpLabel = { 'holdfast.dev/kind': 'dump' } as const

export function isDump(labels: Readonly<Record<string, string>> | undefined): boolean {
  return labels?.['holdfast.dev/kind'] === 'dump'
}

export function selectorOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
