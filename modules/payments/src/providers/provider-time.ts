/**
 * How long a provider may take for one call with all its repetitions: less than the request of a
 * guest may, so that a silent one is answered with words of ours and not with a deadline.
 */
export const providerMs = 20_000
