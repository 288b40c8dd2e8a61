import type { Shop } from '../../driver/driver.ts'
import type { DatabaseKind } from './charts/chart.ts'
import type { Manifest } from './cluster.ts'
import { dumpLabel, labelsOf, namesOf, type Owner } from './names.ts'

/** The claim of the chart's database: `data` of the first pod of its StatefulSet. */
export function databaseClaim(shop: Pick<Shop, 'id'>): string {
  return `data-${namesOf(shop.id).release}-db-0`
}

export const dumpName = 'dump'

export interface DumpOptions {
  readonly owner: Owner
  readonly storageClass: string
  readonly database: DatabaseKind
}

/**
 * A volume and a job that writes the whole database into it, from the volume of the database alone:
 * it works after the shop has been uninstalled, and whoever runs it a second time finds it done.
 */
export function dumpManifests(shop: Shop, options: DumpOptions): readonly Manifest[] {
  const { owner, storageClass, database } = options
  const { namespace } = namesOf(shop.id)
  const labels = { ...labelsOf(shop.id, owner), ...dumpLabel }
  const metadata = { name: dumpName, namespace, labels }
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata,
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClass === '' ? {} : { storageClassName: storageClass }),
        resources: { requests: { storage: database.dumpSize[shop.plan] } },
      },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 900,
        template: { metadata: { labels }, spec: podOf(shop, database) },
      },
    },
  ]
}

function podOf(shop: Shop, { image, user, mountPath, dumpScript, uploads }: DatabaseKind) {
  const claims = {
    data: { claimName: databaseClaim(shop), at: mountPath },
    dump: { claimName: dumpName, at: '/dump' },
    ...(uploads
      ? { uploads: { claimName: `${namesOf(shop.id).release}-uploads`, at: '/uploads' } }
      : {}),
  }
  return {
    restartPolicy: 'Never',
    serviceAccountName: 'shop',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'dump',
        image,
        command: ['/bin/sh', '-c', dumpScript],
        securityContext: {
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        resources: {
          requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '256Mi' },
        },
        volumeMounts: [
          ...Object.entries(claims).map(([name, { at }]) => ({ name, mountPath: at })),
          { name: 'scratch', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      ...Object.entries(claims).map(([name, { claimName }]) => ({
        name,
        persistentVolumeClaim: { claimName },
      })),
      { name: 'scratch', emptyDir: { sizeLimit: '256Mi' } },
    ],
  }
}
