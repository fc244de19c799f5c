/** Reads from a cell how many come along with a guest: "2", "+1", "2 Personen", "keine". */
import { MOST_COMPANIONS } from '../../shared/domain/door/heads.ts'
import type { ColumnTarget } from '../../shared/domain/registry/list-columns.ts'

/** `persons` counts the guest, too. */
type OfCompanions = Extract<ColumnTarget, 'companions' | 'persons'>

export const isOfCompanions = (target: ColumnTarget | null): target is OfCompanions =>
  target === 'companions' || target === 'persons'

/** A workbook may write 2 as "2,0"; "-1" and "2-3" are no count. */
const COUNT = /^\+?\s?(\d{1,3})(?:[.,]0+)?(?:\s?(?:Pers\.?|Person|Personen|Begleitpersone?n?|Begleitung))?$/iu
const NOBODY: ReadonlySet<string> = new Set(['nein', 'no', 'keine', 'keiner', 'niemand', 'ohne', 'none'])
/** "Maria Schmidt", "Dr. Eva Koch und Udo Koch": at least two words that begin like names, and no digit. */
const NAMES = /^\p{Lu}\P{N}*?[\s,]\p{Lu}/u
const LONGEST = 300

/** How many besides the guest; 'silent' for an empty cell. Names are not counted: who they are is not for a list to guess. */
export function companionCount(cell: string, target: OfCompanions): number | 'silent' | 'unclear' | 'names' {
  const text = cell.replace(/\s+/g, ' ').trim()
  if (/^[-–—]?$/.test(text)) return 'silent'
  if (text.length > LONGEST) return 'unclear'
  const [, digits] = COUNT.exec(text) ?? []
  if (digits !== undefined) return inBounds(Number(digits) - (target === 'persons' ? 1 : 0))
  if (target === 'companions' && NOBODY.has(text.toLowerCase())) return 0
  return NAMES.test(text) && !/\p{N}/u.test(text) ? 'names' : 'unclear'
}

const inBounds = (count: number): number | 'unclear' =>
  count >= 0 && count <= MOST_COMPANIONS ? count : 'unclear'

/** As a property of a row: the number, or empty where neither column gives one. */
export function companionsText(value: (target: OfCompanions) => string): string {
  const counts = [
    companionCount(value('companions'), 'companions'),
    companionCount(value('persons'), 'persons'),
  ]
  return String(counts.find((count) => typeof count === 'number') ?? '')
}
