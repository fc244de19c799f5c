/** What lists of guests say about entries that are gone, so that nobody takes them for complete. */
import type { State } from '../../shared/domain/state.ts'

/** The act as the door log names it. */
export const DELETION_ACT = 'Eintrag gelöscht (Art. 17 DSGVO)'

/** How many people were deleted one by one, and who of them still counts in the hall; empty where nobody was. Never who. */
export function deletionNote({ redactions }: State): string {
  const people = redactions.done.filter(({ what }) => what === 'person')
  const entries = people.reduce((sum, { persons }) => sum + persons, 0)
  if (entries === 0) return ''
  const gone = entries === 1 ? 'Ein Eintrag wurde' : `${entries} Einträge wurden`
  const present = people.reduce((sum, each) => sum + each.present, 0)
  return `${gone} nach Art. 17 DSGVO gelöscht.${present > 0 ? inTheHall(present) : ''}`
}

const inTheHall = (present: number): string =>
  present === 1
    ? ' Dazu gehörte eine Person, die im Saal weiter mitzählt.'
    : ` Dazu gehörten ${present} Personen, die im Saal weiter mitzählen.`
