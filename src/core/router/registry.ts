/** Partners, attendees and their lists. */
import type { ListOptions } from '../../shared/contract/registry.ts'
import type { BinaryFile } from '../../shared/contract/procedure.ts'
import type { CoreParts } from '../core-parts.ts'
import { readyList } from '../list-intake.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function registryRouter(os: Base, parts: CoreParts) {
  const { registry } = os
  const ack = acknowledge(parts)
  const read = async ({ file, fileName, options }: ListFile) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return readyList(parts.handler.state, { bytes, fileName, options })
  }
  return {
    savePartner: registry.savePartner.handler((call) => ack('save-partner', call)),
    removePartner: registry.removePartner.handler((call) => ack('remove-partner', call)),
    saveAttendee: registry.saveAttendee.handler((call) => ack('save-attendee', call)),
    removeAttendee: registry.removeAttendee.handler((call) => ack('remove-attendee', call)),
    previewList: registry.previewList.handler(async ({ input }) => (await read(input)).preview),
    importList: registry.importList.handler(async ({ input, context }) => {
      const { preview, payload } = await read(input)
      const command = { commandId: input.commandId, ...payload }
      return { ...(await ack('import-list', { input: command, context })), preview }
    }),
  }
}

type ListFile = { file: BinaryFile; fileName: string; options: ListOptions }
