/** Fingerprints as documents print them. */

/** In groups of four, as people compare it and as the program shows it. */
export const grouped = (fingerprint: string): string =>
  fingerprint.replaceAll(':', '').replace(/(.{4})(?=.)/g, '$1 ')
