/**
 * What happened to the program, in a file that IT may read and hand on: events from a closed list, codes, counts and places
 * in the code. Never what somebody entered: an error's message may quote it, so it is left out.
 */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isMappeError } from '../../shared/errors.ts'
import { errnoOf } from '../folder/disk-fault.ts'
import { PRIVATE_FILE } from '../folder/durable-file.ts'

export type LogEvent =
  | 'opened'
  | 'closed'
  | 'not-closed-cleanly'
  | 'call-failed'
  | 'snapshot-not-written'
  | 'nobody-called'
  | 'originals-not-noted'
  | 'archive-not-noted'
  | 'logo-not-read'
  | 'backup'
  | 'rehearsal-began'
  | 'rehearsal-ended'
  | 'rehearsal-removed'
  | 'network'
  | 'no-station-can-join'
  | 'connected'
  | 'disconnected'
  | 'connection-ended'
  | 'port-refused'
  | 'window-gone'
  | 'window-hangs'

/** `where`: a procedure or window; `what`: a word of the program; `station`: its id. None of them is ever entered by people. */
export type LogAbout = {
  where?: string
  what?: string
  role?: string
  station?: string
  version?: string
  count?: number
  error?: unknown
}

/** Notes an event; never throws, whatever the disk does. */
export type Log = (event: LogEvent, about?: LogAbout) => void

const FILE = 'mappe.log'
/** Bytes of one file, and how many older ones are kept: an evening fits in one, a month in all. */
const LARGEST = 512 * 1024
const OLDER = 4

/** The files of a log, the newest first. */
export const logFiles = (folder: string): string[] =>
  Array.from({ length: OLDER + 1 }, (_, age) => join(folder, nameOf(age))).filter((file) => existsSync(file))

const nameOf = (age: number): string => (age === 0 ? FILE : `${FILE}.${age}`)

/**
 * Writes one JSON line per event: `at` (UTC), `event`, and what is known about it. Written before it returns, so that the last
 * words before a crash are kept.
 */
export function openEventLog(folder: string, now: () => Date, largest: number = LARGEST): Log {
  const file = join(folder, FILE)
  return (event, { error, ...about } = {}) => {
    const line = {
      at: now().toISOString(),
      event,
      ...harmless(about),
      ...(error !== undefined && faultOf(error)),
    }
    try {
      if (sizeOf(file) > largest) makeRoom(folder)
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: PRIVATE_FILE })
    } catch {
      // a log that cannot be written must not stop an evening
    }
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** The oldest is overwritten. */
function makeRoom(folder: string): void {
  for (let age = OLDER; age > 0; age -= 1) {
    const younger = join(folder, nameOf(age - 1))
    if (existsSync(younger)) renameSync(younger, join(folder, nameOf(age)))
  }
}

/** Words of the program have no spaces and no letters beyond ASCII; anything else came from somewhere else. */
const WORD = /^[\w.:/+-]{1,80}$/

const harmless = (about: Omit<LogAbout, 'error'>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(about).map(([key, value]) => [
      key,
      typeof value === 'string' && !WORD.test(value) ? '…' : value,
    ]),
  )

type Fault = { error: string; code?: string; frames: string[]; cause?: string }

/** Kind, code and places in the code; not the message. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] }
  const code = isMappeError(error) ? error.code : errnoOf(error)
  return {
    error: wordOf(error.name),
    ...(code && { code: wordOf(code) }),
    frames: framesOf(error),
    ...(error.cause instanceof Error && {
      cause: wordOf(errnoOf(error.cause) || error.cause.name),
    }),
  }
}

const wordOf = (word: string): string => (WORD.test(word) ? word : '…')

const MOST_FRAMES = 8
const FRAME = /^\s+at .*?([^\s()]+:\d+:\d+)\)?$/
/** A path as it is the same on every computer: the home folder before it would name its owner. */
const OWN_PART = /(?:^|.*\/)((?:src|out|node_modules)\/[\w@./-]+:\d+:\d+)$/

function framesOf({ stack = '', name, message }: Error): string[] {
  const said = `${name}: ${message}`
  const below = stack.startsWith(said) ? stack.slice(said.length) : stack
  const places = below.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? [])
  return places
    .flatMap((place) => (place.startsWith('node:') ? place : (OWN_PART.exec(place)?.[1] ?? [])))
    .slice(0, MOST_FRAMES)
}
