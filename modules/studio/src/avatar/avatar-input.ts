import { z } from 'zod'
import { avatarSettings } from '../contract/avatar.ts'

/** Everything that an avatar is made of, as it was when it was asked for. */
export const avatarInput = z.object({
  name: z.string(),
  settings: avatarSettings,
  /** The file of the picture, for an avatar of one. */
  pictureKey: z.string().optional(),
})
export type AvatarInput = z.output<typeof avatarInput>
