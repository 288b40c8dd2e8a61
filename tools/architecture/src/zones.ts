/** The layers of the kernel, lowest first. A capability stands in exactly one. */
export const kernelLayers = {
  base: 'clock ids problems log context env metrics tracing crypto contract csv',
  storage: 'postgres redis lease cache files',
  work: 'events jobs mail idempotency rate-limit webhooks outbound',
  edge: 'edge http cors health realtime lifecycle module',
} as const

export type KernelLayer = keyof typeof kernelLayers
export const layerOrder = Object.keys(kernelLayers) as readonly KernelLayer[]

const layerByCapability = new Map(
  layerOrder.flatMap((layer) =>
    kernelLayers[layer].split(' ').map((name) => [name, layer] as const),
  ),
)

/** Where a file stands, or what an import reaches. */
export type Zone =
  | { readonly kind: 'kernel'; readonly capability: string; readonly layer: KernelLayer }
  | { readonly kind: 'contract'; readonly module: string }
  | { readonly kind: 'module-root'; readonly module: string }
  | { readonly kind: 'adapter'; readonly module: string }
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'client' | 'ui' | 'site' | 'console' | 'server' | 'shop' | 'testing' }
  | { readonly kind: 'prove' | 'tool' | 'bench' | 'example' }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string }

/** The zone of a file, by its path from the repository's root. */
export function zoneOfFile(path: string): Zone {
  const parts = path.split('/')
  const [first, second, third, fourth] = parts
  if (first === 'modules' && second) return moduleZone(second, path)
  if (first === 'apps') return appZone(second, path)
  if (first === 'bench') return { kind: 'bench' }
  if (first === 'tools') return { kind: second === 'prove' ? 'prove' : 'tool' }
  if (path.startsWith('packages/kernel/examples/')) return { kind: 'example' }
  if (path.startsWith('packages/kernel/src/') && fourth) return kernelZone(fourth)
  if (first === 'packages' && third === 'src') return packageZone(second, path)
  return { kind: 'unknown', name: path }
}

/** The zone that an import names, when it does not name a file. */
export function zoneOfSpecifier(specifier: string): Zone {
  if (specifier.startsWith('node:')) return { kind: 'builtin' }
  const own = /^@holdfast\/([^/]+)(?:\/(.+))?$/.exec(specifier)
  if (!own) return { kind: 'package', name: packageName(specifier) }
  const [, name = '', path] = own
  if (name === 'kernel') return kernelZone(path ?? '')
  if (name === 'client' || name === 'ui' || name === 'testing') return { kind: name }
  if (path === 'contract') return { kind: 'contract', module: name }
  return { kind: 'module-root', module: name }
}

function kernelZone(capability: string): Zone {
  const layer = layerByCapability.get(capability)
  return layer ? { kind: 'kernel', capability, layer } : { kind: 'unknown', name: capability }
}

function moduleZone(module: string, path: string): Zone {
  if (/\/src\/contract(\.ts$|\/)/.test(path)) return { kind: 'contract', module }
  if (path.endsWith('/src/module.ts')) return { kind: 'module-root', module }
  if (path.includes('/src/adapters/')) return { kind: 'adapter', module }
  return { kind: 'module', module }
}

// What builds an app runs on Node and is no part of what it builds.
const isBuildTool = /^apps\/[^/]+\/(?:build\/|[^/]+\.config\.ts$)/

function appZone(name: string | undefined, path: string): Zone {
  if (isBuildTool.test(path)) return { kind: 'tool' }
  if (name === 'site' || name === 'console' || name === 'server' || name === 'shop') {
    return { kind: name }
  }
  return { kind: 'unknown', name: path }
}

function packageZone(name: string | undefined, path: string): Zone {
  if (name === 'client' || name === 'ui' || name === 'testing') return { kind: name }
  return { kind: 'unknown', name: path }
}

function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}
