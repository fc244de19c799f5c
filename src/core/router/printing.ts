/** Papers for the door and the hall, ticks that come back on them, and tables to take out. */
import { exportFile } from '../export/export.ts'
import { guestBadge } from '../door/guest-badge.ts'
import { makeGuestPaper } from '../door/guest-papers.ts'
import type { CoreParts } from '../core-parts.ts'
import { missingGlyphs } from '../fonts.ts'
import { acknowledge, commandOf } from './acknowledge.ts'
import { acknowledged } from './base.ts'
import type { Base } from './base.ts'
import { blobOf, pdfBlob } from './files.ts'
import { toldWork } from '../work.ts'

export function printingRouter(os: Base, parts: CoreParts) {
  const { printing } = os
  const ack = acknowledge(parts)
  return {
    lettersLacking: printing.lettersLacking.handler(async ({ input: { text } }) => ({
      letters: await missingGlyphs(text),
    })),
    print: printing.print.handler(async ({ input, context, signal }) => {
      const { station } = context.caller
      const work = toldWork({ happenings: parts.happenings, kind: 'papers', station, signal })
      const { bytes, ...paper } = await makeGuestPaper(parts, input, station, work)
      return { ...paper, file: pdfBlob(bytes) }
    }),
    badge: printing.badge.handler(async ({ input, context }) => {
      const { bytes, ...badge } = await guestBadge(parts, input, context.caller.station)
      return { ...badge, file: pdfBlob(bytes) }
    }),
    noteBadge: printing.noteBadge.handler(({ input: { print, commandId }, context }) =>
      ack('note-printed', { input: { kind: 'badge', prints: [print], commandId }, context }),
    ),
    discardBadgesBehind: printing.discardBadgesBehind.handler((call) => ack('discard-badges-behind', call)),
    notePrinted: printing.notePrinted.handler((call) => ack('note-printed', call)),
    discardPrint: printing.discardPrint.handler((call) => ack('discard-print', call)),
    enterTicks: printing.enterTicks.handler(async ({ input, context }) => {
      const { commandId, command } = commandOf('enter-paper-ticks', input)
      const execution = await parts.run(command, { commandId, station: context.caller.station })
      const { handler, options } = parts
      const entered = execution.kind === 'recorded' ? execution.events.length : 0
      return { ...acknowledged(execution, handler.state.seq, options.now()), entered }
    }),
    export: printing.export.handler(async ({ input: { what, format } }) => {
      const { bytes, fileName, type } = await exportFile(parts, what, format)
      return { file: blobOf(bytes, type), fileName }
    }),
  }
}
