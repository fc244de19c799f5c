/** Reads a guest list against the registry as it stands and makes it ready to be taken over. */
import { randomUUID } from 'node:crypto'
import type { ListOptions, ListPreview } from '../shared/contract/registry.ts'
import type { Command } from '../shared/domain/decide.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import { readList } from './registry/read-list.ts'

/** One import is one act of the journal, which takes at most 16 MB. */
const MAX_ROWS = 20_000

export type ListFile = { bytes: Uint8Array; fileName: string; options?: ListOptions }
export type ReadyList = {
  preview: ListPreview
  payload: Extract<Command, { type: 'import-list' }>['payload']
}

/** Changes nothing. @throws MappeError FILE_TOO_LARGE and the faults of `readList` */
export function readyList(
  { partners, attendees }: Pick<State, 'partners' | 'attendees'>,
  { bytes, fileName, options = {} }: ListFile,
): ReadyList {
  const known = { partners: Object.values(partners), attendees: Object.values(attendees) }
  const list = readList(bytes, fileName, options, known, randomUUID)
  const { preview } = list
  if (list.attendees.length > MAX_ROWS)
    throw new MappeError('FILE_TOO_LARGE', { rows: list.attendees.length })
  const refusedRows = preview.refused.length
  return { preview, payload: { fileName, partners: list.partners, attendees: list.attendees, refusedRows } }
}
