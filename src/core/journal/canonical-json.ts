/** The one byte form of a value, so that its hash means the same everywhere: RFC 8785, JSON Canonicalization Scheme. */

/**
 * Members are sorted by UTF-16 code units, numbers are written as ECMAScript writes them; members that are `undefined` are dropped.
 * Throws TypeError for what JSON cannot carry faithfully (NaN, Date, lone surrogates, undefined in a list): a programming error.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (isPlainObject(value)) return canonicalObject(value)
  throw new TypeError(`not a JSON value: ${Object.prototype.toString.call(value)}`)
}

/** RFC 8785 § 3.2.2.2 forbids lone surrogates: as UTF-8 they would not survive. */
const canonicalString = (value: string): string => {
  if (!value.isWellFormed()) throw new TypeError('not a JSON value: a string with a lone surrogate')
  return JSON.stringify(value)
}

const canonicalNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError(`not a JSON value: ${value}`)
  return JSON.stringify(value)
}

const canonicalObject = (value: Record<string, unknown>): string => {
  let members = ''
  for (const key of sortedKeys(value)) {
    const member = value[key]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** Most objects have their keys in order already, or only one: looking is cheaper than sorting. */
const sortedKeys = (value: Record<string, unknown>): string[] => {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.toSorted()
}

const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
