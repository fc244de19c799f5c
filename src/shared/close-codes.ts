/** How the host closes a station's connection for good (RFC 6455 § 7.4.2: 4000 to 4999 are ours); the page says what it means. */
export const CLOSE = {
  /** The token was never given out for this ceremony. */
  unknown: 4401,
  revoked: 4403,
  /** The token is too old. */
  expired: 4408,
  /** The station has another role now; the reason names it. */
  moved: 4409,
  /** A rehearsal has begun or ended since this page was told; the reason names the rehearsal, and is empty for the evening itself. */
  turned: 4410,
  /** The page speaks another contract, from before or after an update: it reloads itself. As HTTP's 426. */
  outdated: 4426,
  /** The data folder is protected and nobody has opened it yet. As HTTP's 423. */
  locked: 4423,
  /** Too many connections, or too much at once: try again later. */
  tooMany: 4429,
} as const
