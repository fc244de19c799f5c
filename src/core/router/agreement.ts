/** The agreement PDF: taking it in, placing fields, opening, sealing. */
import type { BinaryFile } from '../../shared/contract/procedure.ts'
import { MappeError } from '../../shared/errors.ts'
import { signingPartners } from '../../shared/domain/signing/agreement.ts'
import type { Agreement } from '../../shared/domain/signing/agreement.ts'
import type { State } from '../../shared/domain/state.ts'
import { taskOf } from '../../shared/domain/views.ts'
import { beginAccession } from '../intake/accession-intake.ts'
import { adoptAgreement, adoptCopy, inspectAgreement, proposals } from '../intake/agreement-intake.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { requirePrintable } from '../fonts.ts'
import { untilCalledOff } from '../agreement/worker/run-in-worker.ts'
import { createSealing } from '../sealing/sealing.ts'
import { adoptWithSheet } from '../intake/sheet-intake.ts'
import { verifyFile } from '../sealing/verification.ts'
import { acknowledge } from './acknowledge.ts'
import { acknowledged } from './base.ts'
import type { Base } from './base.ts'
import { pdfBlob } from './files.ts'
import { sealKeyRouter } from './seal-key.ts'

export function agreementRouter(os: Base, parts: CoreParts) {
  const { agreement } = os
  const ack = acknowledge(parts)
  const seal = createSealing(parts)
  return {
    inspect: agreement.inspect.handler(async ({ input, signal }) =>
      inspectAgreement({ ...parts, pdf: untilCalledOff(parts.pdf, signal) }, await received(input)),
    ),
    adopt: agreement.adopt.handler(async ({ input, context }) => {
      const origin = { commandId: input.commandId, station: context.caller.station }
      const { execution, inspection } = await adoptAgreement(parts, await received(input), origin)
      return { ...acknowledged(execution, parts.handler.state.seq, parts.options.now()), inspection }
    }),
    adoptCopy: agreement.adoptCopy.handler(async ({ input, context }) => {
      const origin = { commandId: input.commandId, station: context.caller.station }
      const { execution, inspection } = await adoptCopy(parts, await received(input), origin)
      return { ...acknowledged(execution, parts.handler.state.seq, parts.options.now()), inspection }
    }),
    adoptWithSheet: agreement.adoptWithSheet.handler(async ({ input, context }) => {
      const origin = { commandId: input.commandId, station: context.caller.station }
      const { execution, inspection } = await adoptWithSheet(parts, await received(input), origin)
      return { ...acknowledged(execution, parts.handler.state.seq, parts.options.now()), inspection }
    }),
    proposals: agreement.proposals.handler(() => proposals(parts)),
    placeFields: agreement.placeFields.handler((call) => ack('place-fields', call)),
    open: agreement.open.handler(async (call) => {
      // what sealing would refuse is said while it can still be written otherwise
      const { partners, ceremony } = parts.handler.state
      const names = signingPartners(partners).map(({ name }) => name)
      await requirePrintable([...names, ceremony?.town ?? ''])
      return ack('open-agreement', call)
    }),
    reopenDraft: agreement.reopenDraft.handler((call) => ack('reopen-draft', call)),
    document: agreement.document.handler(async ({ context }) => {
      const { sha256 } = agreementToRead(parts.handler.state, context)
      return pdfBlob(await parts.blobs.getBlob(sha256))
    }),
    source: agreement.source.handler(async ({ context }) => {
      const { source, copyOf } = agreementToRead(parts.handler.state, context)
      const sha256 = source ? (source.readAs ?? source.sha256) : copyOf?.sha256
      if (!sha256) throw new MappeError('NOT_FOUND')
      return pdfBlob(await parts.blobs.getBlob(sha256))
    }),
    seal: agreement.seal.handler(({ input: { commandId, withoutTimestamp }, context }) =>
      seal({ commandId, station: context.caller.station }, { withoutTimestamp }),
    ),
    beginAccession: agreement.beginAccession.handler(async ({ input: { commandId, ...draft }, context }) => {
      const execution = await beginAccession(parts, draft, { commandId, station: context.caller.station })
      return acknowledged(execution, parts.handler.state.seq, parts.options.now())
    }),
    cancelAccession: agreement.cancelAccession.handler((call) => ack('cancel-accession', call)),
    resumeAccession: agreement.resumeAccession.handler((call) => ack('resume-accession', call)),
    ...sealKeyRouter(os, parts),
    verify: agreement.verify.handler(async ({ input, signal }) =>
      verifyFile({ ...parts, pdf: untilCalledOff(parts.pdf, signal) }, await received(input)),
    ),
  }
}

/** A signing station reads only while a task of its own is open. */
function agreementToRead(state: State, { caller: { station, role } }: CallContext): Agreement {
  if (role === 'signing' && !taskOf(state, station).call) throw new MappeError('NOT_ALLOWED_NOW')
  if (!state.agreement) throw new MappeError('AGREEMENT_MISSING')
  return state.agreement
}

type Sent = { file: BinaryFile; fileName: string; password?: string | undefined }

async function received({ file, fileName, password }: Sent) {
  return { bytes: new Uint8Array(await file.arrayBuffer()), fileName, password }
}
