/** The state at one entry of the journal, kept so that opening need not replay everything. Only a cache: in doubt the journal speaks. */
import { Low } from 'lowdb'
import { createHash, hash } from 'node:crypto'
import type { FileAccess } from '../folder/folder-files.ts'
import type { KnownEnd } from './bytes-hash.ts'
import { DurableJsonFile } from './durable-json-file.ts'
import { jsonInSlices } from './json-in-slices.ts'

/** The journal's end that the state belongs to is handed to openJournal as `knownHead`. */
export type Snapshot = KnownEnd & { state: unknown }

export type SnapshotReading =
  | { snapshot: Snapshot; problem: null }
  | { snapshot: null; problem: 'absent' | 'unreadable' | 'foreign' | 'changed' }

type StoredSnapshot = Snapshot & { format: typeof FORMAT; stateHash: string }

/** Raised when the state gains what an older one lacks: it is then replayed from the journal. */
const FORMAT = 5

/** Behind all else, none of which has quotes in it. */
const STATE_KEY = ',"state":'

/** Never throws: a snapshot that cannot be used is as good as none, and the journal is replayed. */
export const readSnapshot = async (file: string, files?: FileAccess): Promise<SnapshotReading> => {
  // not lowdb's preset: that one swaps the disk for memory when NODE_ENV is "test"
  let text: Buffer = Buffer.alloc(0)
  const keepText = (bytes: Buffer): unknown => JSON.parse((text = bytes).toString('utf8'))
  const low = new Low<unknown>(new DurableJsonFile(file, files, keepText), null)
  try {
    await low.read()
  } catch {
    return { snapshot: null, problem: 'unreadable' }
  }
  const stored = low.data
  if (stored === null) return { snapshot: null, problem: 'absent' }
  if (!isStoredSnapshot(stored)) return { snapshot: null, problem: 'foreign' }
  const { format: _format, stateHash, ...snapshot } = stored
  if (hashOfState(text) !== stateHash) return { snapshot: null, problem: 'changed' }
  return { snapshot, problem: null }
}

/** The state stands last and as it was written. */
const hashOfState = (text: Buffer): string =>
  hash('sha256', text.subarray(text.indexOf(STATE_KEY) + STATE_KEY.length, -'}'.length))

/**
 * The text of a snapshot, made while others get their turn. `state` must be plain JSON and stand still until it is made;
 * pass a head that is durable.
 */
export const snapshotText = async ({ seq, hash, bytes, bytesHash, state }: Snapshot): Promise<Uint8Array> => {
  const stateHash = createHash('sha256')
  const slices: Buffer[] = []
  for await (const slice of jsonInSlices(state)) {
    stateHash.update(slice)
    slices.push(slice)
  }
  const rest: Omit<StoredSnapshot, 'state'> = {
    format: FORMAT,
    seq,
    hash,
    bytes,
    bytesHash,
    stateHash: stateHash.digest('hex'),
  }
  const head = `${JSON.stringify(rest).slice(0, -1)}${STATE_KEY}`
  return Buffer.concat([Buffer.from(head), ...slices, Buffer.from('}')])
}

/** One call at a time. Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT; the snapshot before stays. */
export const writeSnapshot = async (file: string, text: Uint8Array, files?: FileAccess): Promise<void> => {
  const low = new Low<unknown>(new DurableJsonFile(file, files), text)
  await low.write()
}

const isStoredSnapshot = (value: unknown): value is StoredSnapshot =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === FORMAT &&
  'seq' in value &&
  Number.isSafeInteger(value.seq) &&
  'bytes' in value &&
  Number.isSafeInteger(value.bytes) &&
  (!('bytesHash' in value) || typeof value.bytesHash === 'string') &&
  'hash' in value &&
  typeof value.hash === 'string' &&
  'stateHash' in value &&
  'state' in value
