/** Notices a name that stands for several people: "Karl u. Lotte Meyer", "Familie Schmidt", "Eheleute Müller". */
import type { ColumnTarget } from '../../shared/domain/registry/list-columns.ts'

const OF_PEOPLE: ReadonlySet<ColumnTarget> = new Set(['salutation', 'firstName', 'lastName', 'name'])
export const isOfPeople = (target: ColumnTarget | null): boolean => target !== null && OF_PEOPLE.has(target)

/** "Familie", "Fam. Schmidt", "An die Eheleute Müller" */
const TOGETHER =
  /^(?:an\s+)?(?:die\s+)?(?:fam\.|(?:familien?|eheleute|ehepaar|geschwister|(?:the\s)?family)(?=$|[\s,]))/iu
/** "Karl u. Lotte", "Meyer und Frau", "HANS & GERDA". Houses of nobility write "von und zu" small; "Karl U. Meyer" has an initial. */
const PAIR = /\p{Lu}[\p{L}.'’]*(?:,?\s(?:und|Und|UND|u\.|u|and|sowie)\s|\s?[&+]\s?)\p{Lu}/u
/** "Karl Meyer mit Gattin", "nebst Familie" */
const WITH =
  /\s(?:(?:mit|nebst|samt|und|u\.)\s(?:seiner |ihrem )?(?:(?:ehe)?frau|(?:ehe)?mann|gatt(?:e|in)|begleitung|familie)|mit partner(?:in)?)(?!\p{L})/iu
/** What stands among names and is nobody's: a firm, an office. */
const NO_PERSON =
  /(?<!\p{L})(?:g{0,2}mbh|ag|kg|kgaa|ohg|gbr|ug|e\.\s?[gkv]\.?|fa\.|firma|kanzlei|(?:und|u\.|&|\+)\s?(?:partner|söhne|sohn|co))(?!\p{L})|(?:amt|agentur|abteilung|ministerium|kammer|verein|verband|kreis|gesellschaft|stiftung|zentrum)(?!\p{L})/iu
const LONGEST = 200

/** Whether a cell about a person's name stands for more than one. */
export function namesSeveral(cell: string): boolean {
  const text = cell.replace(/\s+/g, ' ').trim()
  if (text.length > LONGEST) return false
  if (WITH.test(text)) return true
  return !NO_PERSON.test(text) && (TOGETHER.test(text) || PAIR.test(text))
}
