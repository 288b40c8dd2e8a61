// The part of IndexedDB that is needed, as types of our own: the library that describes the
// browser would describe it to the service's code as well.
export interface IndexedDb {
  open(name: string, version: number): Request<Database>
}

interface Request<Result> {
  readonly result: Result
  readonly error: unknown
  addEventListener(type: string, listener: () => void): void
}

export interface Database {
  createObjectStore(name: string, options: { keyPath: string }): Store
  transaction(store: string, mode: 'readonly' | 'readwrite'): { objectStore(name: string): Store }
  close(): void
  addEventListener(type: string, listener: () => void): void
}

interface Index {
  getAllKeys(value: string): Request<readonly string[]>
}

export interface Store {
  createIndex(name: string, path: string, options?: { multiEntry: boolean }): Index
  index(name: string): Index
  get(key: string): Request<unknown>
  put(value: unknown): Request<unknown>
  delete(key: string): Request<unknown>
  clear(): Request<unknown>
  count(): Request<number>
}

/** The browser's IndexedDB; undefined outside of a page, or where it is forbidden. */
export function browserIndexedDb(): IndexedDb | undefined {
  try {
    // The type above names a part of what the standard promises.
    return Reflect.get(globalThis, 'indexedDB') as IndexedDb | undefined
  } catch {
    return undefined
  }
}

/** What a request comes to. */
export function done<Result>(request: Request<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}

/** Opens a database, made by `upgrade` when it is not there or older. */
export function openDatabase(
  indexedDb: IndexedDb,
  { name, version }: { readonly name: string; readonly version: number },
  upgrade: (database: Database) => void,
): Promise<Database> {
  const request = indexedDb.open(name, version)
  request.addEventListener('upgradeneeded', () => upgrade(request.result))
  return new Promise((resolve, reject) => {
    request.addEventListener('blocked', () =>
      reject(new Error('another tab holds an older database')),
    )
    request.addEventListener('error', () => reject(request.error))
    request.addEventListener('success', () => resolve(request.result))
  })
}
