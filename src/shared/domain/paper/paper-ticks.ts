/** Reads the ticks of a list on paper as people type them: row codes, each with an hour after it where one was noted. */
import type { AttendeeId } from '../ids.ts'
import { readRowCode } from './row-code.ts'
import type { State } from '../state.ts'

export type PaperTick = {
  code: string
  attendeeId: AttendeeId
  /** HH:MM as noted on the sheet; null where nothing was. */
  time: string | null
  isAlreadyIn: boolean
}

/** `typo`: the check character does not fit; `unknown`: nobody on the list has it; `no-code`: an hour stands alone. */
export type WrongTick = { text: string; reason: 'typo' | 'unknown' | 'no-code' }

export type ReadTicks = { ticks: PaperTick[]; wrong: WrongTick[] }

const CLOCK = /^@?(\d{1,2})[:.](\d{2})$/

/** "7K2 9PA 18:05, 4XZ": wrong ones are named, twice the same counts once, and all others stay good. */
export function readPaperTicks(text: string, state: State): ReadTicks {
  const owners = new Map(Object.entries(state.rowNumbers).map(([id, number]) => [number, id as AttendeeId]))
  const ticks = new Map<AttendeeId, PaperTick>()
  const wrong: WrongTick[] = []
  let last: PaperTick | null = null
  for (const word of text.split(/[\s,;]+/).filter(Boolean)) {
    const time = clockOf(word)
    if (time === null) {
      const read = tickOf(word, owners, state)
      last = 'reason' in read ? null : (ticks.get(read.attendeeId) ?? read)
      if ('reason' in read) wrong.push(read)
      else if (last) ticks.set(read.attendeeId, last)
    } else if (last && time !== 'wrong') last.time = time
    else wrong.push({ text: word, reason: 'no-code' })
  }
  return { ticks: [...ticks.values()], wrong }
}

function tickOf(word: string, owners: ReadonlyMap<number, AttendeeId>, state: State): PaperTick | WrongTick {
  const number = readRowCode(word)
  if (number === null) return { text: word, reason: 'typo' }
  const attendeeId = owners.get(number)
  if (!attendeeId || !state.attendees[attendeeId]) return { text: word, reason: 'unknown' }
  const isAlreadyIn = state.arrivals[attendeeId] !== undefined
  return { code: word.toUpperCase(), attendeeId, time: null, isAlreadyIn }
}

/** "18:05" for an hour of the day, 'wrong' for 25:00, null for what is no hour. */
function clockOf(word: string): string | null {
  const [, hour = '', minute = ''] = CLOCK.exec(word) ?? []
  if (hour === '') return null
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : 'wrong'
}
