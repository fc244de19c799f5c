/** Tells in one number whether a record still is what it was, without keeping a copy of it. Not a safeguard: whoever wants to can forge it. */

/** FNV-1a (Fowler, Noll, Vo), twice with different bases for 52 bits: among 100,000 records two of a kind are one in a million. */
export function fingerprintOf(record: Readonly<Record<string, unknown>>): number {
  const text = JSON.stringify(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x01000197)
  }
  return (low >>> 0) + (high & 0xf_ffff) * 2 ** 32
}
