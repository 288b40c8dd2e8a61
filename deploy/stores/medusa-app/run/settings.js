let current = {}

/** Remembers what this process was told, for the scripts that Medusa loads later. */
export function provide(settings) {
  current = settings
}

export function settings() {
  return current
}
