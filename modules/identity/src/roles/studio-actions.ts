import type { ActionRow } from './action-row.ts'

/** Who may do what in the studio. */
export const studioActions = {
  'studio.read': {
    title: 'See the studio',
    description: 'See the library, the projects and what is being made, and download it.',
    roles: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  },
  'studio.upload': {
    title: 'Upload to the studio',
    description: 'Add pictures, videos and songs to the library.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'studio.create': {
    title: 'Make videos and avatars',
    description: 'Work on projects, start and cancel what is made of them, and spend its credits.',
    roles: ['owner', 'admin', 'station_manager', 'agent'],
  },
  'studio.share': {
    title: 'Share from the studio',
    description: 'Make links to videos and pictures for people outside, and end them.',
    roles: ['owner', 'admin', 'station_manager'],
  },
  'studio.delete': {
    title: 'Delete from the studio',
    description: 'Delete files, projects and presets for everybody.',
    roles: ['owner', 'admin', 'station_manager'],
  },
} as const satisfies Record<string, ActionRow>
