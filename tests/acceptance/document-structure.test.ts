/** Every document that the program typesets can be read out: language, title, headings, lists, tables with their headings, figures with words. */
import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { playEvening } from '../../src/core/demo/evening.ts'
import { organizerOf } from '../fixtures/backups.ts'
import { flat, rowHeadings, structureFaults, structureOf } from '../fixtures/pdf-structure.ts'
import { runningCore } from '../fixtures/running-core.ts'

type Made = { file: Pick<Blob, 'arrayBuffer'> }
const docOf = async ({ file }: Made) =>
  PDFDocument.load(new Uint8Array(await file.arrayBuffer()), { updateMetadata: false })
/** Each row of these is about one person, partner or kind of data. */
const LISTS = [
  'Anwesenheitsliste',
  'Anwesenheitsliste zum Unterschreiben',
  'Sitzordnung',
  'Ehrengäste',
  'Verzeichnis (Art. 30)',
]
const tagsOf = (doc: PDFDocument) => flat(structureOf(doc)).map(({ tag }) => tag)

/** A sealed evening with a guest of honour, and everything that comes out of it. */
async function everyDocument(): Promise<Record<string, () => Promise<Made>>> {
  const core = await runningCore()
  await playEvening(core, () => {})
  const { documents, printing, privacy, protection, registry } = organizerOf(core)
  const [guest] = Object.values(core.parts.handler.state.attendees)
  if (!guest) throw new Error('the sample has guests')
  await registry.saveAttendee({
    attendee: { ...guest, honour: { precedence: 1, greetedBy: 'Landrat Walter' } },
    commandId: newCommandId(),
  })
  const { agreement } = core.parts.handler.state
  if (!agreement) throw new Error('the sample has an agreement')
  const { recoveryKey } = await protection.proposeRecoveryKey()
  return {
    'Vereinbarung des Beispiels': async () => ({
      file: new Blob([new Uint8Array(await core.parts.blobs.getBlob(agreement.sha256))]),
    }),
    Zeichnungsprotokoll: () => documents.make({ kind: 'audit-trail' }),
    Anwesenheitsliste: () => printing.print({ what: 'attendance' }),
    'Anwesenheitsliste zum Unterschreiben': () => printing.print({ what: 'attendance', toSign: true }),
    Sitzordnung: () => printing.print({ what: 'seating' }),
    Ehrengäste: () => printing.print({ what: 'honour' }),
    Namensschilder: () => printing.print({ what: 'badges' }),
    'Namensschilder vom Band': () =>
      printing.print({ what: 'badges', format: 'label-62', attendeeIds: [guest.id] }),
    Tischkarten: () => printing.print({ what: 'cards' }),
    'Tischkarten zum Aufstellen': () =>
      printing.print({ what: 'cards', format: 'tent', attendeeIds: [guest.id] }),
    Einladung: () => documents.invitations({ attendeeId: guest.id }),
    'Auskunft (Art. 15)': () => privacy.disclose({ attendeeId: guest.id, format: 'pdf' }),
    'Datenschutzhinweise (Art. 13)': () => privacy.template({ which: 'information', format: 'pdf' }),
    'Verzeichnis (Art. 30)': () => privacy.template({ which: 'record', format: 'pdf' }),
    Löschprotokoll: () => privacy.protocol({ format: 'pdf' }),
    Wiederherstellungsschlüssel: () => protection.recoverySheet({ recoveryKey }),
  }
}

describe('a document of the program', { timeout: 120_000 }, () => {
  it('has a language, a title that is shown, headings, lists, and tables whose columns and rows are named', async () => {
    const faults: Record<string, string[]> = {}
    const tags: Record<string, string[]> = {}
    const named: Record<string, number[]> = {}
    for (const [name, make] of Object.entries(await everyDocument())) {
      const doc = await docOf(await make())
      faults[name] = structureFaults(doc)
      tags[name] = tagsOf(doc)
      named[name] = rowHeadings(structureOf(doc))
    }
    expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map((name) => [name, []])))
    for (const name of ['Zeichnungsprotokoll', 'Anwesenheitsliste', 'Sitzordnung', 'Verzeichnis (Art. 30)'])
      expect(tags[name]).toEqual(expect.arrayContaining(['H1', 'Table', 'TR', 'TH', 'TD']))
    for (const name of ['Vereinbarung des Beispiels', 'Auskunft (Art. 15)'])
      expect(tags[name]).toEqual(expect.arrayContaining(['L', 'LI', 'Lbl', 'LBody']))
    for (const name of LISTS) expect([...new Set(named[name])], name).toEqual([1])
  })
})
