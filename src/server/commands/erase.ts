/** `mappe erase`: deletes a person, a kind of data, or the whole ceremony, with the questions and the protocol of the page. */
import { newCommandId } from '../../core/core-parts.ts'
import type { Core } from '../../core/core.ts'
import { erase as eraseData } from '../../core/privacy/erasure.ts'
import { previewErasure, privacyStatus } from '../../core/privacy/privacy-status.ts'
import type { OutdatedCopy } from '../../shared/contract/backup.ts'
import type { ErasureSubject } from '../../shared/contract/privacy.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import { redactedKindSchema, redactionReasonSchema } from '../../shared/domain/privacy/redaction.ts'
import { MappeError } from '../../shared/errors.ts'
import { requireTyped } from './ask-typed.ts'
import { chosenGuest } from './chosen-guest.ts'
import type { CommandLine, Result } from './command-line.ts'
import { readArgs, readChoice, required, UsageError } from './command-line.ts'
import { eraseWhole } from './erase-whole.ts'
import { assertOutside } from './own-target.ts'
import { protocolWriter } from './deletion-papers.ts'
import { copiesComplaint, previewText } from './privacy-text.ts'
import { openWithSecret, SECRET_OPTIONS } from './secret-options.ts'

const USAGE =
  'mappe erase --data ORDNER (--person NAME|ID | --kind contacts|inks|devices|arrivals|guests | --ceremony TITEL --archive DATEI.zip) [--why requested|period-over|not-needed] [--protocol DATEI.pdf|DATEI.json] [--yes]'

const OPTIONS = {
  ...SECRET_OPTIONS,
  data: { type: 'string' },
  person: { type: 'string' },
  kind: { type: 'string' },
  ceremony: { type: 'string' },
  archive: { type: 'string' },
  why: { type: 'string' },
  protocol: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const
type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values']

export const erase: CommandLine = {
  run: async (args) => {
    const { values } = readArgs(args, OPTIONS, { min: 0, max: 0, usage: USAGE })
    const dataDir = required(values.data, USAGE)
    requireOneSubject(values)
    const { protocol, archive } = values
    for (const file of [protocol, archive]) if (file !== undefined) await assertOutside(file, dataDir)
    const writeProtocol = protocolWriter(protocol)
    const core = await openWithSecret(dataDir, values)
    try {
      if (values.ceremony === undefined) return await erasePart(core, values, writeProtocol)
      const asked = { title: values.ceremony, archive, isSure: values.yes }
      return await eraseWhole(core, asked, writeProtocol)
    } finally {
      await core.close()
    }
  },
}

function requireOneSubject({ person, kind, ceremony, archive }: Values): void {
  const isOne = [person, kind, ceremony].filter((said) => said !== undefined).length === 1
  if (!isOne || (archive !== undefined && ceremony === undefined)) throw new UsageError(`Aufruf: ${USAGE}`)
}

async function erasePart(
  core: Core,
  values: Values,
  writeProtocol: ReturnType<typeof protocolWriter>,
): Promise<Result> {
  const { parts } = core
  const { subject, name } = subjectOf(core, values)
  const why = await reasonOf(core, values, subject)
  const preview = await previewErasure(parts, subject)
  if (preview.hindrance) throw new MappeError('NOT_ALLOWED_NOW', { reason: preview.hindrance })
  if (!values.yes) {
    process.stderr.write(`${previewText(subject, name, preview)}\n`)
    await requireTyped('Das kann nicht rückgängig gemacht werden. Löschen? Bitte „ja“ eingeben: ', 'ja')
  }
  const origin = { commandId: newCommandId(), station: core.hostCaller.station }
  const outdatedCopies = await eraseData(parts, { ...subject, why, now: parts.options.now() }, origin)
  await writeProtocol(parts, 'deletions')
  const { persons, entries, files } = preview
  return {
    isGood: outdatedCopies.length === 0,
    json: {
      ok: outdatedCopies.length === 0,
      what: subject.what,
      why,
      persons,
      entries,
      files,
      outdatedCopies,
    },
    text: `Gelöscht: ${entries} Einträge geleert, ${files} Dateien entfernt.`,
    ...complaintOn(outdatedCopies),
  }
}

const complaintOn = (copies: OutdatedCopy[]) =>
  copies.length > 0 ? { complaint: copiesComplaint(copies) } : {}

function subjectOf({ parts }: Core, { person, kind }: Values): { subject: ErasureSubject; name: string } {
  if (person === undefined)
    return { subject: { what: readChoice(redactedKindSchema.exclude(['person']), kind, USAGE) }, name: '' }
  const guest = chosenGuest(parts.handler.state, person)
  return { subject: { what: 'person', attendeeId: guest.id }, name: fullName(guest) }
}

/** As on the page: a person has asked for it; of a kind, the period is over or it is not needed any more. */
async function reasonOf({ parts }: Core, { why }: Values, { what }: ErasureSubject) {
  if (why !== undefined) return readChoice(redactionReasonSchema, why, USAGE)
  if (what === 'person') return 'requested'
  const { rows } = await privacyStatus(parts)
  return rows.some(({ kind, isDue }) => isDue && kind === what) ? 'period-over' : 'not-needed'
}
