/** An agreement that says in its own text where date, place, names and functions belong. */
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { readPages } from '../../src/core/agreement/reading/page-text.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { pdfWith } from '../fixtures/paper-pages.ts'
import { sampleCore } from '../fixtures/running-core.ts'

/** The sample's partners, and an agreement with anchors for the first two. */
async function withAnchors() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const partners = signingPartners(core.parts.handler.state.partners)
  const [first, second, third] = partners
  const bytes = await pdfWith({
    prints: [
      { text: '{{Ort}}, den {{Datum}}', x: 60, y: 780 },
      { text: `{{Name: ${first!.name}}}`, x: 60, y: 740 },
      { text: `{{Unterschrift: ${first!.name}}}`, x: 60, y: 600 },
      { text: `{{Unterschrift: ${first!.name}}}`, x: 60, y: 480 },
      { text: `{{Unterschrift: ${second!.name}}}`, x: 60, y: 360 },
      { text: `{{Funktion: ${second!.name}}}`, x: 60, y: 340 },
      { line: 200, x: 60, y: 200 },
      { text: third!.name, x: 60, y: 188 },
    ],
  })
  const file = { file: new Blob([new Uint8Array(bytes)]), fileName: 'mit-platzhaltern.pdf' }
  await organizer.agreement.adopt({ ...file, commandId: newCommandId() })
  return { core, organizer, partners, first: first!, second: second!, third: third! }
}

const rowsOf = async (bytes: Uint8Array) => {
  const [page] = await readPages(bytes)
  return page!.segments.map(({ text }) => text)
}

describe('an agreement with anchors in its text', () => {
  it('has a field at every anchor of a partner, and one where only a line is printed', async () => {
    const { core, first, second, third } = await withAnchors()
    const { fields, anchors } = core.parts.handler.state.agreement!
    expect(fields.map(({ partnerId }) => partnerId)).toEqual([first.id, first.id, second.id, third.id])
    expect(anchors!.map(({ kind, partnerId }) => [kind, partnerId])).toEqual([
      ['place', null],
      ['date', null],
      ['name', first.id],
      ['signature', first.id],
      ['signature', first.id],
      ['signature', second.id],
      ['function', second.id],
    ])
  })

  it('proposes the same again for partners that came later, with the reason in words', async () => {
    const { organizer, first } = await withAnchors()
    const { fields, anchors } = await organizer.agreement.proposals()
    expect(fields[0]).toMatchObject({
      partnerId: first.id,
      reason: 'anchor-in-text',
      de: 'Im Text steht hier ein Platzhalter für die Unterschrift.',
    })
    expect(anchors).toHaveLength(7)
  })

  it('is filled by the one who signed and struck out for the one who declined', async () => {
    const { core, organizer, partners, first, second } = await withAnchors()
    const rest = partners.filter(({ id }) => id !== first.id && id !== second.id)
    const { fields } = core.parts.handler.state.agreement!
    const missing = rest.filter(({ id }) => fields.every(({ partnerId }) => partnerId !== id))
    const more = missing.map(({ id }) => ({ ...fields[0]!, id: crypto.randomUUID(), partnerId: id }))
    const placed = [...fields, ...more] as typeof fields
    await organizer.agreement.placeFields({ fields: placed, commandId: newCommandId() })
    await organizer.agreement.open({ commandId: newCommandId() })
    await organizer.signing.call({ partnerId: first.id, commandId: newCommandId() })
    await organizer.signing.give({
      partnerId: first.id,
      commandId: newCommandId(),
      signature: {
        signatory: { name: 'Uta Klein', function: 'Dezernentin', capacity: 'i.V.', authoritySeenBy: '' },
        attendeeId: null,
        ink: outlineOf(handwritingOf('Uta Klein')),
        input: 'touch',
        attempts: 1,
        consent: { text: CURRENT_CONSENT, language: 'de' },
      },
    })
    await organizer.signing.call({ partnerId: second.id, commandId: newCommandId() })
    await organizer.signing.decline({
      partnerId: second.id,
      reason: 'Beschluss fehlt',
      commandId: newCommandId(),
    })
    for (const { id } of rest)
      await organizer.signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
    await organizer.agreement.seal({ commandId: newCommandId() })
    const { file } = await organizer.documents.make({ kind: 'sealed-agreement' })
    const rows = await rowsOf(new Uint8Array(await file.arrayBuffer()))
    const { town } = core.parts.handler.state.ceremony!
    const heading = rows.find((row) => row.includes('{{Ort}}'))
    expect(heading).toContain(town)
    expect(rows.find((row) => row.startsWith('{{Name'))).toContain('i. V. Uta Klein')
    expect(rows.find((row) => row.startsWith('{{Funktion'))).toMatch(/–/)
  })
})
