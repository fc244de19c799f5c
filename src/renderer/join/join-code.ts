/** The pairing code as it comes in: from the address behind the QR code, or from fingers. */

export const CODE_LENGTH = 6

/** The code in a fragment such as `#code=123456`; empty when there is none. */
export const codeInHash = (hash: string): string =>
  digitsOf(new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '')

/** Digits only: people type spaces and hyphens into long numbers. */
export const digitsOf = (typed: string): string => typed.replace(/\D/g, '').slice(0, CODE_LENGTH)

/** The secret in the address that the host prints for its own organizer; empty when there is none. */
export const secretInHash = (hash: string): string =>
  new URLSearchParams(hash.replace(/^#/, '')).get('secret') ?? ''
