const views = ['coming', 'open', 'trouble', 'suspended', 'deleted'] as const
export type StoreView = (typeof views)[number]

export interface StoresSearch {
  /** Which stores; all that are not deleted unless told. */
  readonly show?: StoreView
  /** The name of an engine. */
  readonly engine?: string
  /** Whether the form for a new one is open. */
  readonly asks?: true
}

/** Reads an address; what it can not mean is dropped. */
export function readStoresSearch(raw: Readonly<Record<string, unknown>>): StoresSearch {
  const { show, engine, asks } = raw
  return {
    ...(isView(show) ? { show } : {}),
    ...(typeof engine === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(engine) ? { engine } : {}),
    ...(asks === true ? { asks } : {}),
  }
}

export function isView(name: unknown): name is StoreView {
  return views.some((view) => view === name)
}
