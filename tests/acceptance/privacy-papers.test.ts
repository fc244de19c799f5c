/** What a person is told, what an office fills in, what says that something was deleted. */
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { markedEvening, MARKS, onPaper, organizerOf, WORDS } from '../fixtures/marked-person.ts'
import { runningCore, sampleCore } from '../fixtures/running-core.ts'
import { textOf as pagesOf } from '../unit/core/documents/reading.ts'
import type { BinaryFile } from '../../src/shared/contract/procedure.ts'

const bytesOf = async ({ file }: { file: BinaryFile }) => new Uint8Array(await file.arrayBuffer())
const textOf = async (bytes: Uint8Array) => (await pagesOf(bytes)).join(' ')
const again = () => ({ commandId: newCommandId() })

describe('a person who asks what is stored', { timeout: 60_000 }, () => {
  it('is told every mark they left, from where, for how long and with which rights, and nothing of others', async () => {
    const { core, organizer, person } = await markedEvening()
    await onPaper({ core, organizer }, person)
    const json = Buffer.from(
      await bytesOf(await organizer.privacy.disclose({ attendeeId: person, format: 'json' })),
    )
    const said = json.toString('utf8')
    for (const word of WORDS) expect(said).toContain(word)
    for (const other of ['berta@haus', 'Nachbarin', 'Kollege', 'Begleiter']) expect(said).not.toContain(other)
    const told = JSON.parse(said) as { acts: { what: string }[]; data: { what: string; source: string }[] }
    const acts = new Set(told.acts.map(({ what }) => what))
    for (const act of [
      'In die Gästeliste aufgenommen',
      'Am Einlass erfasst',
      'Unterschrift gegeben',
      'Zur Unterschrift aufgerufen',
      'Namensschild oder Tischkarte gedruckt',
      'Einlasscode erneuert',
      'Im Ablauf der Veranstaltung genannt',
      'Auf die Redeliste gesetzt',
    ])
      expect(acts, act).toContain(act)
    expect(told.data.find(({ what }) => what === 'Nachname')?.source).toContain('Liste')
    const pdf = await bytesOf(await organizer.privacy.disclose({ attendeeId: person, format: 'pdf' }))
    const text = (await textOf(pdf)).replaceAll(/\s+/g, ' ')
    for (const word of [MARKS.lastName, MARKS.email, MARKS.note, 'Art. 15', 'Art. 77', '1 Monat'])
      expect(text, word).toContain(word)
  })
})

describe('the forms', { timeout: 60_000 }, () => {
  it('are filled in with what is known, and mark what is missing; as text to write on and as PDF', async () => {
    const core = await sampleCore()
    const organizer = organizerOf(core)
    for (const which of ['information', 'record'] as const) {
      const odt = unzipSync(await bytesOf(await organizer.privacy.template({ which, format: 'odt' })))
      expect(Object.keys(odt)[0]).toBe('mimetype')
      const content = Buffer.from(odt['content.xml']!).toString('utf8')
      expect(content).toContain('Landkreis Tübingen')
      expect(content.match(/text:style-name="Offen">\[BITTE ERGÄNZEN/g)!.length).toBeGreaterThan(4)
      const pdf = await textOf(await bytesOf(await organizer.privacy.template({ which, format: 'pdf' })))
      expect(pdf).toContain('BITTE ERGÄNZEN')
    }
  })

  it('can be made before anything is entered', async () => {
    const organizer = organizerOf(await runningCore())
    const pdf = await bytesOf(await organizer.privacy.template({ which: 'record', format: 'pdf' }))
    expect(await textOf(pdf)).toContain('Verzeichnis')
  })
})

describe('the deletion protocol', { timeout: 60_000 }, () => {
  it('says what, when, why and how much, and names nobody', async () => {
    const { organizer, person } = await markedEvening()
    await organizer.privacy.erase({
      subject: { what: 'person', attendeeId: person },
      why: 'requested',
      ...again(),
    })
    const pdf = await textOf(await bytesOf(await organizer.privacy.protocol({ format: 'pdf' })))
    expect(pdf.replaceAll(/\s+/g, ' ')).toContain('auf Verlangen der Person')
    const json = Buffer.from(await bytesOf(await organizer.privacy.protocol({ format: 'json' }))).toString(
      'utf8',
    )
    expect(JSON.parse(json)).toMatchObject({ deletions: [{ what: 'person', persons: 1, files: 1 }] })
    for (const word of [...WORDS, person]) expect(pdf + json).not.toContain(word)
  })
})
