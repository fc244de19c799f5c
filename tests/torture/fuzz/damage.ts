/** Ways in which a file comes damaged: bytes changed, cut out, doubled, put in, the end missing. */
import * as fc from 'fast-check'

/** Any place alike: `fc.double` would nearly always mean the first byte, for it draws exponents alike. */
const PLACES = 1_000_000
const where = fc.nat(PLACES - 1).map((place) => place / PLACES)

const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set'), at: where, byte: fc.nat(255) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('cut'), at: where, length: fc.integer({ min: 1, max: 80 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('double'), at: where, length: fc.integer({ min: 1, max: 80 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('insert'),
      at: where,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end'), at: where }) },
)
type Change = { kind: string; at: number; byte?: number; length?: number; bytes?: Uint8Array }

/** One to six changes of a file. */
export const damages: fc.Arbitrary<Change[]> = fc.array(change, { minLength: 1, maxLength: 6 })

export function damaged(file: Uint8Array, changes: readonly Change[]): Uint8Array {
  let bytes = Buffer.from(file)
  for (const each of changes) bytes = changedBy(bytes, each)
  return new Uint8Array(bytes)
}

function changedBy(bytes: Buffer<ArrayBuffer>, { kind, at, byte = 0, length = 0, bytes: added }: Change) {
  const from = Math.floor(at * bytes.length)
  const piece = bytes.subarray(from, from + length)
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)])
  if (kind === 'double') return Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(from)])
  if (kind === 'insert')
    return Buffer.concat([bytes.subarray(0, from), added ?? Buffer.alloc(0), bytes.subarray(from)])
  if (kind === 'end') return Buffer.from(bytes.subarray(0, from))
  const changed = Buffer.from(bytes)
  if (from < changed.length) changed[from] = byte
  return changed
}
