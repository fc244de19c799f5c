/** What leaves the program: PDFs to print or keep, the archive. */
import type { WorkKind } from '../../shared/contract/live.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { makeArchive } from '../archive/archive.ts'
import { confirmation, confirmations } from '../door/confirmations.ts'
import { newCommandId } from '../core-parts.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { calendarFile, invitations } from '../door/invitations.ts'
import { addOriginalScan, originalScan, SCAN_TYPES } from '../sealing/original-scans.ts'
import { makeDocument } from '../sealing/paper.ts'
import { acknowledge } from './acknowledge.ts'
import { acknowledged } from './base.ts'
import type { Base } from './base.ts'
import { blobOf, calendarBlob, mailBlob, pdfBlob, zipBlob } from './files.ts'
import { toldWork } from '../work.ts'

export function documentsRouter(os: Base, parts: CoreParts) {
  const { documents } = os
  const ack = acknowledge(parts)
  const working = (kind: WorkKind, { caller }: CallContext, signal: AbortSignal | undefined) =>
    toldWork({ happenings: parts.happenings, kind, station: caller.station, signal })
  return {
    make: documents.make.handler(async ({ input: { kind, copies, document }, context, signal }) => {
      const work = working('papers', context, signal)
      const { bytes, fileName } = await makeDocument(parts, kind, { copies, document }, work)
      if (kind === 'originals')
        await noteOriginals(parts, { count: copies, document }, context.caller.station)
      return { file: pdfBlob(bytes), fileName }
    }),
    noteOriginalSigned: documents.noteOriginalSigned.handler((call) => ack('note-original-signed', call)),
    undoOriginalSigned: documents.undoOriginalSigned.handler((call) => ack('undo-original-signed', call)),
    addOriginalScan: documents.addOriginalScan.handler(async ({ input, context }) => {
      const { file, commandId, ...named } = input
      const received = { ...named, bytes: new Uint8Array(await file.arrayBuffer()) }
      const origin = { commandId, station: context.caller.station }
      const execution = await addOriginalScan(parts, received, origin)
      return acknowledged(execution, parts.handler.state.seq, parts.options.now())
    }),
    removeOriginalScan: documents.removeOriginalScan.handler((call) => ack('remove-original-scan', call)),
    originalScan: documents.originalScan.handler(async ({ input }) => {
      const { bytes, fileName, scan } = await originalScan(parts, input.number, input.document)
      return { file: blobOf(bytes, SCAN_TYPES[scan.kind]), fileName }
    }),
    invitations: documents.invitations.handler(async ({ input, context, signal }) => {
      const { station } = context.caller
      const work = working('papers', context, signal)
      const { bytes, ...letters } = await invitations(parts, input.attendeeId, station, work)
      return { ...letters, file: pdfBlob(bytes) }
    }),
    confirmation: documents.confirmation.handler(async ({ input, context }) => {
      const { bytes, fileName } = await confirmation(parts, input.attendeeId, context.caller.station)
      return { file: mailBlob(bytes), fileName }
    }),
    confirmations: documents.confirmations.handler(async ({ input, context, signal }) => {
      const { station } = context.caller
      const work = working('papers', context, signal)
      const { bytes, fileName } = await confirmations(parts, input.answer, station, work)
      return { file: zipBlob(bytes), fileName }
    }),
    calendarEntry: documents.calendarEntry.handler(async ({ context }) => {
      const { bytes, fileName } = await calendarFile(parts, context.caller.station)
      return { file: calendarBlob(bytes), fileName }
    }),
    archive: documents.archive.handler(async ({ context, signal }) => {
      const { bytes, fileName, entries } = await makeArchive(parts, working('archive', context, signal))
      await noteArchive(parts, { entries, bytes: bytes.length }, context.caller.station)
      return { file: zipBlob(bytes), fileName }
    }),
  }
}

/** As with originals: the archive is handed out in any case. */
async function noteArchive(
  parts: CoreParts,
  payload: { entries: number; bytes: number },
  station: StationId,
): Promise<void> {
  try {
    await parts.run({ type: 'note-archive', payload }, { commandId: newCommandId(), station })
  } catch (error) {
    parts.options.log('archive-not-noted', { error })
  }
}

/** Paper comes first: originals are handed out even while the journal cannot take the note. */
async function noteOriginals(
  parts: CoreParts,
  payload: { count: number; document: number | undefined },
  station: StationId,
): Promise<void> {
  const origin = { commandId: newCommandId(), station }
  try {
    await parts.run({ type: 'note-originals', payload }, origin)
  } catch (error) {
    parts.options.log('originals-not-noted', { error })
  }
}
