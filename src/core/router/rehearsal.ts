/** The rehearsal: beginning, ending, and judging what the program cannot see. */
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import { makeTestPage } from '../documents/typesetting/test-page.ts'
import { fontFaces } from '../fonts.ts'
import type { Base } from './base.ts'
import { pdfBlob } from './files.ts'

export function rehearsalRouter({ rehearsal }: Base, parts: CoreParts) {
  const { rehearsing, happenings, handler, options } = parts
  const told = () => void happenings.publish('rehearsal', null)

  function seenSoFar() {
    if (!rehearsing.seen) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-rehearsal' })
    return rehearsing.seen
  }

  return {
    begin: rehearsal.begin.handler(async ({ context }) => ({
      id: await rehearsing.begin(context.caller.station),
    })),
    end: rehearsal.end.handler(({ context }) => rehearsing.end(context.caller.station)),
    judgeName: rehearsal.judgeName.handler(({ input: { attendeeId, standing, note } }) => {
      const { names } = seenSoFar()
      if (!handler.state.attendees[attendeeId]) throw new MappeError('NOT_FOUND')
      if (standing === 'open') names.delete(attendeeId)
      else names.set(attendeeId, { standing, note: standing === 'wrong' ? note : '' })
      told()
    }),
    judgePrinter: rehearsal.judgePrinter.handler(({ input: { standing } }) => {
      seenSoFar().printer = standing
      told()
    }),
    judgeStage: rehearsal.judgeStage.handler(({ input: { standing } }) => {
      seenSoFar().stage = standing
      told()
    }),
    testPage: rehearsal.testPage.handler(async () => {
      seenSoFar()
      const title = handler.state.ceremony?.title ?? ''
      return {
        file: pdfBlob(await makeTestPage({ title, madeAt: options.now() }, await fontFaces())),
        fileName: 'testseite.pdf',
      }
    }),
    settle: rehearsal.settle.handler(async ({ input: { attendeeId } }) => {
      await rehearsing.settle(parts, attendeeId)
      told()
    }),
  }
}
