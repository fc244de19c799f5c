/** People's data: how long, told to whom, deleted when. */
import type { CoreParts } from '../core-parts.ts'
import { disclosureFile } from '../privacy/disclosure.ts'
import { eraseCeremony } from '../privacy/erase-ceremony.ts'
import { erase } from '../privacy/erasure.ts'
import { deletionProtocol, formerProtocolFile } from '../privacy/deletion-protocol.ts'
import { previewErasure, privacyStatus } from '../privacy/privacy-status.ts'
import { templateFile } from '../privacy/privacy-templates.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'
import { blobOf } from './files.ts'

export function privacyRouter(os: Base, parts: CoreParts) {
  const { privacy } = os
  const { handler, options } = parts
  const ack = acknowledge(parts)
  return {
    status: privacy.status.handler(() => privacyStatus(parts)),
    planRetention: privacy.planRetention.handler((call) => ack('plan-retention', call)),
    preview: privacy.preview.handler(({ input }) => previewErasure(parts, input.subject)),
    erase: privacy.erase.handler(async ({ input: { subject, why, commandId }, context }) => {
      const origin = { commandId, station: context.caller.station }
      const outdatedCopies = await erase(parts, { ...subject, why, now: options.now() }, origin)
      return { seq: handler.state.seq, at: options.now().toISOString(), unchanged: false, outdatedCopies }
    }),
    disclose: privacy.disclose.handler(async ({ input: { attendeeId, format } }) =>
      fileOf(await disclosureFile(parts, attendeeId, format)),
    ),
    template: privacy.template.handler(async ({ input: { which, format } }) =>
      fileOf(await templateFile(parts, which, format)),
    ),
    protocol: privacy.protocol.handler(async ({ input }) =>
      fileOf(await deletionProtocol(parts, input.format)),
    ),
    formerProtocol: privacy.formerProtocol.handler(async ({ input }) =>
      fileOf(await formerProtocolFile(parts, input.format)),
    ),
    eraseCeremony: privacy.eraseCeremony.handler(({ input: { title }, context }) =>
      eraseCeremony(parts, title, context.caller.station),
    ),
  }
}

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  json: 'application/json',
  odt: 'application/vnd.oasis.opendocument.text',
}

const fileOf = ({ bytes, fileName }: NamedFile) => ({
  file: blobOf(bytes, TYPES[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream'),
  fileName,
})
