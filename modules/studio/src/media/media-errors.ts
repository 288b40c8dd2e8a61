/** A file is no media, or not of a kind that is taken: trying again would not help. */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
}

/** The program made no progress, or took longer than it may: it was ended and may be tried again. */
export class MediaStuck extends Error {
  override readonly name = 'MediaStuck'
}

/** The program was ended from outside, as the system does when memory is short. */
export class MediaKilled extends Error {
  override readonly name = 'MediaKilled'
}

/** The disk is full: somebody has to make room. */
export class NoSpaceLeft extends Error {
  override readonly name = 'NoSpaceLeft'
}
