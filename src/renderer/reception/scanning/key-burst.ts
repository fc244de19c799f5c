/** Tells a handheld scanner from a person at the same keyboard: by how fast and how evenly the keys come, never by what they say. */

/** One key as it went down. `time` in ms; `code` names the place on the keyboard, whatever the layout. */
export type Key = {
  key: string
  code: string
  time: number
  isShift: boolean
  /** Control, Alt or Meta is held. */
  isChord: boolean
  isRepeat: boolean
}

export type Scan = {
  keys: readonly Key[]
  /** What ended it; a scanner that sends no key at the end is noticed by the silence. */
  end: 'Enter' | 'Tab' | 'silence'
  /** Mean ms between two keys. */
  pace: number
}

/** The fastest typists need 55 ms a key over a word, and their single fast pairs are not six in a row. */
const FASTEST_HAND = 35
/** A longer pause than this (ms) begins something new; slow wireless scanners stay below. */
const LONGEST_GAP = 60
const SHORTEST_SCAN = 6
/** Without a key at the end more is asked of what came. */
const SHORTEST_UNENDED = 8
/** After so long (ms) nothing more is to come. */
export const SILENCE = 140

const MODIFIERS: ReadonlySet<string> = new Set([
  'Shift',
  'CapsLock',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'NumLock',
])

export type KeyBurst = {
  /** Takes a key that went down: whether it goes on with a burst, and the scan that it ends. */
  press(key: Key): { isFirst: boolean; isFast: boolean; scan: Scan | null }
  /** Called after SILENCE ms without a key: the scan that had no end of its own. */
  rest(): Scan | null
}

export function createKeyBurst(): KeyBurst {
  let keys: Key[] = []
  let last = -Infinity

  const take = (end: Scan['end']): Scan | null => {
    const scan = scanOf(keys, end)
    keys = []
    return scan
  }

  return {
    press(key) {
      if (MODIFIERS.has(key.key)) return { isFirst: false, isFast: false, scan: null }
      if (key.time - last > LONGEST_GAP || key.isRepeat) keys = []
      last = key.time
      if (key.key === 'Enter' || key.key === 'Tab')
        return { isFirst: false, isFast: false, scan: take(key.key) }
      // Control characters within a code (separators) come as chords; alone they are a person's shortcuts.
      if (key.isChord) return { isFirst: false, isFast: keys.length > 2, scan: null }
      if (key.key.length !== 1 || key.isRepeat) keys = []
      else keys.push(key)
      return {
        isFirst: keys.length === 1,
        isFast: keys.length > 2 && paceOf(keys) <= FASTEST_HAND,
        scan: null,
      }
    },
    rest: () => (keys.length < SHORTEST_UNENDED ? null : take('silence')),
  }
}

function scanOf(keys: readonly Key[], end: Scan['end']): Scan | null {
  const pace = paceOf(keys)
  return keys.length < SHORTEST_SCAN || pace > FASTEST_HAND ? null : { keys, end, pace }
}

const paceOf = (keys: readonly Key[]): number =>
  ((keys.at(-1)?.time ?? 0) - (keys[0]?.time ?? 0)) / Math.max(1, keys.length - 1)
