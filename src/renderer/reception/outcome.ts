/** What the last action at the desk came to, said plainly beside the search field. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Deed } from '../desk/act.ts'
import type { Told } from '../desk/desk.ts'
import type { Notice } from './rows.ts'

export type Outcome = {
  /** `stands-in`: a guest who was in comes for another one, too; `company`: companions of a guest who was in; `delegation`: several guests at once. */
  type:
    | 'checked-in'
    | 'already-checked-in'
    | 'undone'
    | 'company'
    | 'delegation'
    | 'stands-in'
    | 'stand-in-undone'
  id: AttendeeId
  /** The guest, or the organisation of a delegation. */
  name: string
  at: string
  stationName: string
  /** Done by this desk without the host, which will be told. */
  isAlone: boolean
  /** Who is in beside the guest and was only counted. */
  companions: number
  /** How many guests of a delegation came in. */
  admitted: number
  notice: Notice
  /** Whose place this guest takes; empty for everybody else. */
  standsInFor: string
  /** The guest whose seat was taken, by one who was in already; null else. */
  absentId: AttendeeId | null
  /** Entered at the door this moment: nobody has printed a badge. */
  isNew: boolean
}

export type About = Pick<Outcome, 'id' | 'name'> & Partial<Outcome>

const plain = { companions: 0, admitted: 1, notice: null, standsInFor: '', absentId: null, isNew: false }

/** The outcome hoped for, as it turned out. */
export function outcomeOf(
  type: Outcome['type'],
  about: About,
  { deed, told, desk }: { deed: Deed; told: Told; desk: string },
): Outcome {
  const hoped = { ...plain, type, stationName: desk, ...about }
  if (told.by === 'desk') return { ...hoped, at: told.at, isAlone: true }
  const { isRecorded, at, stationName, admitted = hoped.admitted } = told.answer
  const wasIn = deed.type === 'check-in' && !isRecorded
  const instead = wasIn && { type: 'already-checked-in' as const, stationName }
  return { ...hoped, at, isAlone: false, admitted, ...instead }
}

/** Nothing was done: the guest is in already. */
export const alreadyIn = (
  about: Pick<Outcome, 'id' | 'name'>,
  seen: Pick<Outcome, 'at' | 'stationName' | 'companions'>,
): Outcome => ({ ...plain, ...about, ...seen, type: 'already-checked-in', isAlone: false })
