/** What is wrong with a new passphrase, before it is sent. */

/** As the contract asks; said here because pages know the contract as types alone. */
export const SHORTEST_PASSPHRASE = 10

export type PassphraseFault = 'too-short' | 'not-repeated'

export function faultOfPassphrase(passphrase: string, repeated: string): PassphraseFault | null {
  if (passphrase.length < SHORTEST_PASSPHRASE) return 'too-short'
  return passphrase === repeated ? null : 'not-repeated'
}

/** Whether a group was copied from the sheet: as people type it. */
export const isGroup = (typed: string, group: string): boolean =>
  typed.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1') === group
