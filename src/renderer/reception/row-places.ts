/** Which element of the list shows which guest, so that a keystroke changes texts instead of building rows anew. */

export type RowPlaces<Id extends string> = { query: string; keys: ReadonlyMap<Id, number> }

export const noPlaces = <Id extends string>(): RowPlaces<Id> => ({ query: '', keys: new Map() })

/**
 * The keys of the elements, in the order of the list. After a keystroke the elements stay where they are and show other guests:
 * whoever types has the focus in the field. As long as the query stays, a guest keeps their element wherever they move, and with it
 * the focus or the finger that is on it; nobody else ever gets it.
 */
export function placesOf<Id extends string>(
  ids: readonly Id[],
  query: string,
  before: RowPlaces<Id>,
): RowPlaces<Id> {
  const used = [...before.keys.values()]
  let next = Math.max(-1, ...used) + 1
  const keyAt = (id: Id, at: number) => (query === before.query ? before.keys.get(id) : used[at]) ?? next++
  return { query, keys: new Map(ids.map((id, at) => [id, keyAt(id, at)])) }
}
