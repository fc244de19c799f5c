/** Tells in one number whether a record still is what it was, without keeping a copy of it. Not a safeguard: whoever wants to can forge it. */

/**
 * The fields' hashes added up, so that their order does not matter: FNV-1a (Fowler, Noll, Vo) twice with different bases for 52 bits.
 * Among 100,000 records two of a kind are one in a million. Most fields of most records are blank and say nothing; to fill or to
 * blank one shows all the same.
 */
export function fingerprintOf(record: Readonly<Record<string, unknown>>): number {
  let low = 0
  let high = 0
  for (const field of Object.keys(record)) {
    const value = record[field]
    if (isBlank(value)) continue
    const hash = { ...beginningOf(field) }
    add(hash, typeof value === 'string' ? value : JSON.stringify(value))
    low = (low + hash.one) | 0
    high = (high + hash.other) | 0
  }
  return (low >>> 0) + (high & 0xf_ffff) * 2 ** 32
}

type Hash = { one: number; other: number }

function add(hash: Hash, text: string): void {
  let { one, other } = hash
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    other = Math.imul(other ^ unit, 0x01000197)
  }
  hash.one = one
  hash.other = other
}

/** Of "field=": the same few names come with each of thousands of records. */
const beginnings = new Map<string, Hash>()

function beginningOf(field: string): Hash {
  const known = beginnings.get(field)
  if (known) return known
  const hash = { one: 0x811c9dc5, other: 0x01000193 }
  add(hash, `${field}=`)
  beginnings.set(field, hash)
  return hash
}

const isBlank = (value: unknown): boolean =>
  value === '' || value === null || value === undefined || value === false
