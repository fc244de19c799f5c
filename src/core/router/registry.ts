/** Partners, attendees and their lists. */
import { randomUUID } from 'node:crypto'
import type { ListOptions } from '../../shared/contract/registry.ts'
import type { BinaryFile } from '../../shared/contract/procedure.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { readList } from '../registry/read-list.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

/** One import is one act of the journal, which takes at most 16 MB. */
const MAX_ROWS = 20_000

export function registryRouter(os: Base, parts: CoreParts) {
  const { registry } = os
  const ack = acknowledge(parts)
  const read = async ({ file, fileName, options }: ListFile) => {
    const { partners, attendees } = parts.handler.state
    const known = { partners: Object.values(partners), attendees: Object.values(attendees) }
    return readList(new Uint8Array(await file.arrayBuffer()), fileName, options, known, randomUUID)
  }
  return {
    savePartner: registry.savePartner.handler((call) => ack('save-partner', call)),
    removePartner: registry.removePartner.handler((call) => ack('remove-partner', call)),
    saveAttendee: registry.saveAttendee.handler((call) => ack('save-attendee', call)),
    removeAttendee: registry.removeAttendee.handler((call) => ack('remove-attendee', call)),
    previewList: registry.previewList.handler(async ({ input }) => (await read(input)).preview),
    importList: registry.importList.handler(async ({ input, context }) => {
      const { preview, partners, attendees } = await read(input)
      if (attendees.length > MAX_ROWS) throw new MappeError('FILE_TOO_LARGE', { rows: attendees.length })
      const { commandId, fileName } = input
      const command = { commandId, fileName, partners, attendees, refusedRows: preview.refused.length }
      return { ...(await ack('import-list', { input: command, context })), preview }
    }),
  }
}

type ListFile = { file: BinaryFile; fileName: string; options: ListOptions }
