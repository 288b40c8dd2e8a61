/** Whatever events may change is kept below this. */
export const studioKey = ['studio'] as const
