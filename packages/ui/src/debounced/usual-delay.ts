/** Longer than the pause between two keys, shorter than what feels like waiting. */
export const usualDelayMs = 300
