/** How much one device, and all of them together, may ask of the host. Durations in milliseconds, sizes in bytes. */
const MB = 1024 * 1024

export const LIMITS = {
  /** Only the organizer sends documents; stations send words and ink, a device that has no token yet a code. */
  message: { organizer: 128 * MB, station: 2 * MB, unpaired: 16 * 1024 },
  /** Sockets that carry the contract: in all, without a token in all, and without a token from one address. */
  connections: { all: 200, unpaired: 60, unpairedPerAddress: 8 },
  /** TCP connections: in all, and from one other computer. */
  sockets: { all: 1000, perAddress: 100 },
  /** Messages a second once the burst is used up. Live ink, the busiest of all, comes to 30. */
  pace: { station: { burst: 1000, perSecond: 200 }, unpaired: { burst: 40, perSecond: 10 } },
  /** Calls and feeds under way over one connection. */
  callsAtOnce: 100,
  /** What may wait for a reader: above the first the feeds pause, above the second the connection ends. */
  unsent: { pause: MB, end: 32 * MB },
  heartbeat: 10_000,
  /** Heartbeats that a document on its way may take without a sign that it is read. */
  slowReader: 6,
  /** TLS handshake, request line and headers, whole request, and silence of an HTTP connection. */
  slowness: { handshake: 10_000, headers: 10_000, request: 15_000, silence: 30_000, lookEvery: 2_000 },
}

export type Limits = typeof LIMITS
