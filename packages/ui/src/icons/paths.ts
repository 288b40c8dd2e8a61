/** Outlines on a grid of 24, drawn with a stroke of 2 and round ends. */
export const iconPaths = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  alert: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 8v4.5M12 16h.01',
  check: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.5 12.2l2.4 2.3 4.6-4.8',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5M12 8h.01',
  unplugged:
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.3M2 8.8a15 15 0 0 1 4.2-2.6M8.5 16.1a5 5 0 0 1 7 0M12 20h.01M10.7 5a15 15 0 0 1 11.3 3.8M16.8 11.1a10 10 0 0 1 2.2 1.4',
} as const

export type IconName = keyof typeof iconPaths
