import { layerOrder, type Zone } from './zones.ts'

/** One import, with both ends placed. */
export interface PlacedImport {
  readonly from: Zone
  readonly to: Zone
  readonly isTest: boolean
}

/**
 * Says why an import is not allowed, or nothing.
 * The table is the one of ARCHITECTURE.md, "Who may import what".
 */
export function refuse({ from, to, isTest }: PlacedImport): string | undefined {
  if (to.kind === 'unknown') return `${to.name} belongs to no part of the map`
  if (from.kind === 'unknown') return `${from.name} belongs to no part of the map`
  if (isTest && allowedInTests(from, to)) return undefined
  return rules[from.kind](from, to)
}

type Rule = (from: Zone, to: Zone) => string | undefined

const rules: Readonly<Record<Zone['kind'], Rule>> = {
  kernel: kernelRule,
  contract: contractRule,
  'module-root': moduleRule,
  module: moduleRule,
  adapter: (from, to) => (to.kind === 'builtin' ? undefined : moduleRule(from, to)),
  client: only(
    'the client imports the kernel’s contract alone',
    isKernelContract,
    isKind('client', 'package'),
  ),
  ui: only('ui imports the client alone', isKind('client', 'ui'), isPackage),
  site: only('the site imports contracts, client and ui', ...webTargets('site')),
  console: only('the console imports contracts, client and ui', ...webTargets('console')),
  server: only(
    'the server imports kernel, module roots and contracts',
    isKind('kernel', 'module-root', 'contract', 'server', 'builtin', 'package'),
  ),
  shop: only('the shop imports the kernel alone', isKind('kernel', 'shop', 'builtin', 'package')),
  testing: only(
    'testing imports the kernel alone',
    isKind('kernel', 'testing', 'builtin', 'package'),
  ),
  prove: only('the prover imports nothing of the workspace', isKind('prove', 'builtin', 'package')),
  tool: only('a tool imports nothing of the workspace', isKind('tool', 'builtin', 'package')),
  bench: () => undefined,
  example: only('an example shows the kernel alone', isKind('kernel', 'builtin', 'package')),
  builtin: () => undefined,
  package: () => undefined,
  unknown: () => undefined,
}

function kernelRule(from: Zone, to: Zone): string | undefined {
  if (from.kind !== 'kernel') return undefined
  if (from.capability === 'contract') return contractRule(from, to)
  if (to.kind === 'builtin' || to.kind === 'package') return undefined
  if (to.kind !== 'kernel') return 'the kernel imports nothing of the workspace but itself'
  if (layerOrder.indexOf(to.layer) <= layerOrder.indexOf(from.layer)) return undefined
  return `${from.capability} (${from.layer}) may not import ${to.capability} (${to.layer}): a higher layer`
}

function contractRule(from: Zone, to: Zone): string | undefined {
  const ownFile = from.kind === 'contract' && to.kind === 'contract' && from.module === to.module
  if (ownFile || isKernelContract(to)) return undefined
  if (to.kind === 'package' && to.name === 'zod') return undefined
  return 'a contract is browser-safe: it imports zod and the kernel’s contract alone'
}

function moduleRule(from: Zone, to: Zone): string | undefined {
  if (to.kind === 'kernel' || to.kind === 'package') return undefined
  if (to.kind === 'builtin') return 'a module reaches Node built-ins in its adapters alone'
  if (!('module' in from) || !('module' in to))
    return 'a module imports the kernel and itself alone'
  if (from.module !== to.module)
    return 'a module never imports another: pass a function or an event'
  return undefined
}

function allowedInTests(from: Zone, to: Zone): boolean {
  if (to.kind === 'testing' || to.kind === 'builtin') return from.kind !== 'prove'
  // The kernel's tests of one capability may use the others to drive it.
  if (to.kind === 'package') return true
  // The client's tests call a real service behind the real edge.
  if (from.kind === 'client') return to.kind === 'kernel'
  // As the service's are called by the real client.
  if (from.kind === 'server') return to.kind === 'client'
  return from.kind === 'kernel' && to.kind === 'kernel' && from.capability !== 'contract'
}

type Test = (zone: Zone) => boolean

function only(reason: string, ...tests: readonly Test[]): Rule {
  return (_from, to) => (tests.some((test) => test(to)) ? undefined : reason)
}

function isKind(...kinds: readonly Zone['kind'][]): Test {
  return (zone) => kinds.includes(zone.kind)
}

function isKernelContract(zone: Zone): boolean {
  return zone.kind === 'kernel' && zone.capability === 'contract'
}

function isPackage(zone: Zone): boolean {
  return zone.kind === 'package'
}

function webTargets(own: 'site' | 'console'): readonly Test[] {
  return [isKind(own, 'contract', 'client', 'ui'), isPackage]
}
