/** The ticket of a device that waits to be let in: kept through a reload of this tab, and nothing beyond it. */
const KEY = 'mappe.ticket'

export const keptTicket = (storage: Pick<Storage, 'getItem'>): string | null => storage.getItem(KEY)

/** Null forgets. */
export function keepTicket(ticket: string | null, storage: Pick<Storage, 'setItem' | 'removeItem'>): void {
  if (ticket === null) storage.removeItem(KEY)
  else storage.setItem(KEY, ticket)
}
