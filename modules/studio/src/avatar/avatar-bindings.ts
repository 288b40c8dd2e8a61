import { bind, type Module } from '@holdfast/kernel/module'
import { avatarRoutes as routes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { createPreset, deletePreset, listPresets } from '../preset/presets.ts'
import { listAvatarEngines, previewAvatar } from './show-engines.ts'
import { startAvatar, type AvatarParts } from './start-avatar.ts'

/** What avatars and presets give to the module. */
export function avatarBindings(parts: AvatarParts): Module['routes'] {
  return [
    bind(routes.listAvatarEngines, (ctx: StudioContext, input) =>
      listAvatarEngines(ctx, input, parts),
    ),
    bind(routes.previewAvatar, (ctx: StudioContext, input) => previewAvatar(ctx, input, parts)),
    bind(routes.startAvatar, (ctx: StudioContext, input) => startAvatar(ctx, input, parts)),
    bind(routes.createPreset, createPreset),
    bind(routes.listPresets, listPresets),
    bind(routes.deletePreset, deletePreset),
  ]
}
