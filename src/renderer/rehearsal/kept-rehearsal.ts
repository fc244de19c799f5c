/** In which rehearsal this browser is, kept so that a page that is loaded without its host knows it, too. */
const KEY = 'mappe.rehearsal'

/** Null in the evening itself. */
export const keptRehearsal = (): string | null => localStorage.getItem(KEY)

export function keepRehearsal(id: string | null): void {
  if (id === null) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, id)
}
