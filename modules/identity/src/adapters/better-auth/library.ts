import { newBackupCodes } from './backup-codes.ts'
import { optionsOf, secondFactorTable, type Settings } from './options.ts'

/**
 * better-auth with our options. Its modules take about 0.4 s to load, so they are loaded here and not
 * with this file: the service starts its database meanwhile.
 */
export async function loadLibrary(settings: Settings) {
  const [{ betterAuth }, { twoFactor }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/two-factor'),
  ])
  return betterAuth({
    ...optionsOf(settings),
    plugins: [
      twoFactor({
        issuer: settings.businessName,
        schema: secondFactorTable,
        backupCodeOptions: { customBackupCodesGenerate: newBackupCodes },
      }),
    ],
  })
}

export type Library = Awaited<ReturnType<typeof loadLibrary>>
