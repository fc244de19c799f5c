/** One line of the journal: what it says, how its bytes are made, and how it is read back. */
import { hash, randomBytes } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { linesOf, openedLine, sealedLine, type EntrySeal } from './entry-seal.ts'

export type Entry = {
  /** 1, 2, 3 … without a gap */
  seq: number
  /** ISO 8601, UTC, with milliseconds */
  at: string
  station: string
  commandId: string
  /** this entry is number `part` of the `parts` entries its command wrote: a command counts whole or not at all */
  part: number
  parts: number
  type: string
  version: number
  /** null once the entry is redacted */
  payload: unknown
  /** 32 hexadecimal digits, so that a short payload cannot be guessed from its hash; '' once the entry is redacted */
  salt: string
  payloadHash: string
  /** the hash of the entry before, GENESIS for the first */
  prev: string
  hash: string
}

export type NewEntry = Pick<Entry, 'at' | 'station' | 'commandId' | 'type' | 'version' | 'payload'>

/** Where the chain stands: the last entry's number and hash. */
export type ChainEnd = { seq: number; hash: string }

export type WrittenEntry = { entry: Entry; line: Buffer }

export const GENESIS = '0'.repeat(64)
export const SALT_LENGTH = 32

const ISO_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const SALT = /^[0-9a-f]{32}$/

/**
 * Chains the entries of one command behind `end`; with `seal` the lines are those of a protected folder.
 * Throws TypeError for a payload that is not JSON, a time that is not ISO with milliseconds, or mixed command ids.
 */
export const chainCommand = (
  command: NewEntry[],
  end: ChainEnd,
  randomSalt: () => string,
  seal: EntrySeal | null = null,
): WrittenEntry[] => chainPart(command, { from: 0, to: command.length }, end, randomSalt, seal)

/** The same for the entries `from` up to `to` of a long command; `end` is the entry before them. */
export const chainPart = (
  command: NewEntry[],
  { from, to }: { from: number; to: number },
  end: ChainEnd,
  randomSalt: () => string,
  seal: EntrySeal | null,
): WrittenEntry[] => {
  const written: WrittenEntry[] = []
  let before = end
  for (let index = from; index < Math.min(to, command.length); index += 1) {
    const entry = command[index]
    if (!entry || entry.commandId !== command[0]?.commandId) throw new TypeError('one append, one command id')
    const next = chainEntry(entry, { part: index + 1, parts: command.length }, before, randomSalt())
    written.push(seal ? { ...next, line: sealedLine(next.line, next.entry.hash, seal) } : next)
    before = next.entry
  }
  return written
}

type Place = { part: number; parts: number }

const chainEntry = (fresh: NewEntry, place: Place, before: ChainEnd, salt: string): WrittenEntry => {
  if (!ISO_MILLISECONDS.test(fresh.at)) throw new TypeError(`not a UTC time with milliseconds: ${fresh.at}`)
  if (!SALT.test(salt)) throw new TypeError('a salt has 32 hexadecimal digits')
  const payload = canonicalJson(fresh.payload)
  const head = headOf(fresh, place, before, hash('sha256', salt + payload))
  const canonicalHead = JSON.stringify(head)
  const entryHash = hash('sha256', canonicalHead)
  const line = `${canonicalHead.slice(0, -1)},"hash":"${entryHash}","payload":${payload},"salt":"${salt}"}\n`
  // parsed again, so that the entry handed out now equals the one read back tomorrow
  const entry = { ...head, payload: JSON.parse(payload) as unknown, salt, hash: entryHash }
  return { entry, line: Buffer.from(line) }
}

/** Lists the members in canonical order, so that JSON.stringify writes the canonical form. */
const headOf = (fresh: NewEntry, place: Place, before: ChainEnd, payloadHash: string) => ({
  at: fresh.at,
  commandId: fresh.commandId,
  part: place.part,
  parts: place.parts,
  payloadHash,
  prev: before.hash,
  seq: before.seq + 1,
  station: fresh.station,
  type: fresh.type,
  version: fresh.version,
})

/** Salts from the system's random source, which is asked for many at a time: each asking costs more than a hash. */
export const createSaltSource = (): (() => string) => {
  let stock = ''
  return () => {
    if (stock === '') stock = randomBytes(SALT_STOCK * (SALT_LENGTH / 2)).toString('hex')
    const salt = stock.slice(-SALT_LENGTH)
    stock = stock.slice(0, -SALT_LENGTH)
    return salt
  }
}

const SALT_STOCK = 256

/** Reads complete lines that the chain check has passed. Without the key of a protected folder entries come without payload. */
export const parseEntries = (lines: Buffer, seal: EntrySeal | null = null): Entry[] =>
  Array.from(linesOf(lines), (line) => {
    const plain = seal ? openedLine(line, seal) : line
    return JSON.parse(plain.toString('utf8')) as Entry
  })
