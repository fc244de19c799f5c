/** Describing the ceremony. */
import type { CoreParts } from '../core-parts.ts'
import { loadSample } from '../intake/sample.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function ceremonyRouter(os: Base, parts: CoreParts) {
  const { ceremony } = os
  const ack = acknowledge(parts)
  return {
    describe: ceremony.describe.handler((call) => ack('describe-ceremony', call)),
    loadSample: ceremony.loadSample.handler(async ({ input, context }) => {
      await loadSample(parts, { commandId: input.commandId, station: context.caller.station })
      return { seq: parts.handler.state.seq, at: parts.options.now().toISOString(), unchanged: false }
    }),
  }
}
