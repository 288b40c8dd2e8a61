import manifest from '../package.json' with { type: 'json' }

/** The version of this service, shown by health and in every log line. */
export const version: string = manifest.version
