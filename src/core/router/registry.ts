/** Partners, attendees and their lists. */
import type { BinaryFile } from '../../shared/contract/procedure.ts'
import type { CoreParts } from '../core-parts.ts'
import { importList, pageOfDiff, previewList } from '../registry/list-intake.ts'
import { MOST_PER_PAGE } from '../../shared/contract/registry.ts'
import { acknowledge } from './acknowledge.ts'
import { acknowledged } from './base.ts'
import type { Base } from './base.ts'

export function registryRouter(os: Base, parts: CoreParts) {
  const { registry } = os
  const ack = acknowledge(parts)
  return {
    savePartner: registry.savePartner.handler((call) => ack('save-partner', call)),
    removePartner: registry.removePartner.handler((call) => ack('remove-partner', call)),
    saveAttendee: registry.saveAttendee.handler((call) => ack('save-attendee', call)),
    removeAttendee: registry.removeAttendee.handler((call) => ack('remove-attendee', call)),
    reissueTicket: registry.reissueTicket.handler((call) => ack('reissue-ticket', call)),
    previewList: registry.previewList.handler(async ({ input: { file, fileName, options }, context }) =>
      previewList(parts, { bytes: await bytesOf(file), fileName, options }, context.caller.station),
    ),
    pageOfDiff: registry.pageOfDiff.handler(async ({ input }) => {
      const { file, fileName, options, seen, part, search, offset } = input
      const window = { part, search, offset, most: MOST_PER_PAGE }
      return pageOfDiff(parts, { bytes: await bytesOf(file), fileName, options }, window, seen)
    }),
    importList: registry.importList.handler(async ({ input, context }) => {
      const { commandId, file, fileName, options, choices, seen } = input
      const list = { bytes: await bytesOf(file), fileName, options, choices }
      const origin = { commandId, station: context.caller.station }
      const { execution, counts } = await importList(parts, list, seen, origin)
      return { ...acknowledged(execution, parts.handler.state.seq, parts.options.now()), ...counts }
    }),
    undoImport: registry.undoImport.handler((call) => ack('undo-import', call)),
  }
}

const bytesOf = async (file: BinaryFile): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())
