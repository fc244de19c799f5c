/** An agreement that must not be changed: signed on a sheet of its own, kept as it came. */
import { createHash } from 'node:crypto'
import { createRouterClient } from '@orpc/server'
import { unzipSync } from 'fflate'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { sealAgreement } from '../../src/core/agreement/seal/seal-agreement.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { CURRENT_CONSENT } from '../../src/shared/consent.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { aSealJob, aSealKey, agreementPdf } from '../fixtures/agreements.ts'
import { pairedStation, runningCore, sampleCore } from '../fixtures/running-core.ts'
import { textOf } from '../unit/core/documents/reading.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pdf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)], { type: 'application/pdf' })
const bytesOf = async (file: { arrayBuffer(): Promise<ArrayBuffer> }) => Buffer.from(await file.arrayBuffer())

async function signedElsewhere(): Promise<Uint8Array> {
  const plain = await agreementPdf([{ text: 'Kooperationsvereinbarung' }, { text: '§ 2 Beirat' }])
  return (await sealAgreement(aSealJob(plain, { stamps: [] }), await aSealKey())).bytes
}

async function protectedBy(passwords: { userPassword: string; ownerPassword: string }): Promise<Uint8Array> {
  const doc = await PDFDocument.load(await agreementPdf())
  doc.encrypt({ ...passwords, permissions: { modifying: false } })
  return doc.save({ useObjectStreams: false })
}

async function hallWithPartners() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  return { core, organizer, partners: signingPartners(core.parts.handler.state.partners) }
}

type Hall = Awaited<ReturnType<typeof hallWithPartners>>

const takeIn = ({ organizer }: Hall, source: Uint8Array, fileName = 'Vereinbarung signiert.pdf') =>
  organizer.agreement.adoptWithSheet({ file: pdf(source), fileName, commandId: newCommandId() })

/** The first partner signs, all others take paper, and the sheet is sealed. */
async function signAndSeal({ organizer, partners: [first, ...others] }: Hall) {
  await organizer.agreement.open({ commandId: newCommandId() })
  await organizer.signing.call({ partnerId: first!.id, commandId: newCommandId() })
  await organizer.signing.give({
    partnerId: first!.id,
    commandId: newCommandId(),
    signature: {
      signatory: { name: 'Joachim Walter', function: 'Landrat', capacity: 'in-office', authoritySeenBy: '' },
      attendeeId: null,
      ink: outlineOf(handwritingOf('Joachim Walter')),
      input: 'touch',
      attempts: 1,
      consent: { text: CURRENT_CONSENT, language: 'de' },
    },
  })
  for (const { id } of others)
    await organizer.signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
  return organizer.agreement.seal({ commandId: newCommandId() })
}

describe('an agreement that is already signed', () => {
  it('is not stamped; a signature sheet is offered instead', async () => {
    const { organizer } = await hallWithPartners()
    const source = await signedElsewhere()
    const file = { file: pdf(source), fileName: 'Vereinbarung signiert.pdf' }
    expect(await organizer.agreement.inspect(file)).toMatchObject({ verdict: 'refused', offersSheet: true })
    await expect(organizer.agreement.adopt({ ...file, commandId: newCommandId() })).rejects.toMatchObject({
      code: 'PDF_SIGNED',
    })
  })

  it('gets a sheet that names it, its checksum, its pages and who signed it before', async () => {
    const hall = await hallWithPartners()
    const source = await signedElsewhere()
    await takeIn(hall, source)
    const { agreement } = hall.core.parts.handler.state
    expect(agreement).toMatchObject({
      fileName: 'Unterschriftenblatt zu Vereinbarung signiert.pdf',
      status: 'draft',
      source: { fileName: 'Vereinbarung signiert.pdf', sha256: sha256(source), pages: 2 },
    })
    const sheet = await bytesOf(await hall.organizer.agreement.document())
    const text = (await textOf(sheet)).join('\n')
    expect(text).toContain('Unterschriftenblatt')
    expect(text).toContain('Vereinbarung signiert.pdf')
    expect(text).toContain(sha256(source))
    expect(text.replaceAll('\n', ' ')).toContain('Siegel Landratsamt Tübingen, 21. Februar 2017 (unversehrt)')
    // a long name runs over two lines
    for (const { name } of hall.partners) expect(text).toContain(name.split(' ').slice(0, 2).join(' '))
  })

  it('has one field on the sheet for every partner that signs, none upon another', async () => {
    const hall = await hallWithPartners()
    await takeIn(hall, await signedElsewhere())
    const { fields, pages } = hall.core.parts.handler.state.agreement!
    expect(fields.map(({ partnerId }) => partnerId)).toEqual(hall.partners.map(({ id }) => id))
    expect(pages.length).toBeGreaterThan(1)
    for (const { page, box } of fields) {
      expect(pages[page]).toBeDefined()
      expect(box.x + box.width).toBeLessThan(1)
      expect(box.y + box.height).toBeLessThan(1)
    }
    const places = fields.map(({ page, box }) => `${page} ${box.x.toFixed(3)} ${box.y.toFixed(3)}`)
    expect(new Set(places).size).toBe(fields.length)
  })

  it('stays as it came, byte for byte, while the sheet is signed and sealed', async () => {
    const hall = await hallWithPartners()
    const source = await signedElsewhere()
    await takeIn(hall, source)
    await signAndSeal(hall)
    expect(Buffer.compare(await bytesOf(await hall.organizer.agreement.source()), source)).toBe(0)
    const { file } = await hall.organizer.documents.archive()
    const archive = unzipSync(await bytesOf(file))
    expect(Buffer.compare(archive['vereinbarung-quelle.pdf']!, source)).toBe(0)
    expect(archive['vereinbarung-original.pdf']).toBeUndefined()
    const sheet = archive['unterschriftenblatt.pdf']!
    const sealed = archive['vereinbarung-gesiegelt.pdf']!
    expect(Buffer.compare(sealed.subarray(0, sheet.length), sheet)).toBe(0)
  })

  it('is named in the protocol beside the sheet that was signed', async () => {
    const hall = await hallWithPartners()
    const source = await signedElsewhere()
    await takeIn(hall, source)
    await signAndSeal(hall)
    const { file } = await hall.organizer.documents.make({ kind: 'audit-trail' })
    const text = (await textOf(await bytesOf(file))).join('\n')
    expect(text).toContain('Vereinbarung signiert.pdf (2 Seiten), unverändert')
    expect(text).toContain(sha256(source))
    expect(text).toContain(hall.core.parts.handler.state.agreement!.sha256)
  })

  it('is named by the sealed sheet to every verifier, with who signed', async () => {
    const hall = await hallWithPartners()
    const source = await signedElsewhere()
    await takeIn(hall, source)
    await signAndSeal(hall)
    const { file } = await hall.organizer.documents.make({ kind: 'sealed-agreement' })
    const { protocol } = await hall.organizer.agreement.verify({ file, fileName: 'blatt.pdf' })
    expect(protocol).toMatchObject({
      status: 'covered',
      protocol: {
        document: 'signature-sheet',
        about: { fileName: 'Vereinbarung signiert.pdf', sha256: sha256(source) },
        signatories: [
          { person: 'Joachim Walter', function: 'Landrat' },
          ...hall.partners.slice(1).map(() => ({})),
        ],
      },
    })
  })

  it('is there for a tablet to read only while a partner is called', async () => {
    const hall = await hallWithPartners()
    const source = await signedElsewhere()
    await takeIn(hall, source)
    await hall.organizer.agreement.open({ commandId: newCommandId() })
    const { station } = await pairedStation(hall.core, 'signing')
    const tablet = createRouterClient(hall.core.router, { context: { caller: { station, role: 'signing' } } })
    await expect(tablet.agreement.source()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    await hall.organizer.signing.call({ partnerId: hall.partners[0]!.id, commandId: newCommandId() })
    expect(sha256(await bytesOf(await tablet.agreement.source()))).toBe(sha256(source))
  })

  it('is forgotten as source when another file becomes the agreement', async () => {
    const hall = await hallWithPartners()
    await takeIn(hall, await signedElsewhere())
    const file = pdf(await agreementPdf())
    await hall.organizer.agreement.adopt({ file, fileName: 'Neu.pdf', commandId: newCommandId() })
    expect(hall.core.parts.handler.state.agreement).toMatchObject({ fileName: 'Neu.pdf', source: null })
    await expect(hall.organizer.agreement.source()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a file with a password', () => {
  it('gets a sheet when it opens freely and only forbids changes', async () => {
    const hall = await hallWithPartners()
    const source = await protectedBy({ userPassword: '', ownerPassword: 'chef' })
    await takeIn(hall, source, 'Geschützt.pdf')
    expect(hall.core.parts.handler.state.agreement?.source).toEqual({
      fileName: 'Geschützt.pdf',
      sha256: sha256(source),
      pages: 1,
    })
  })

  it('is refused when nobody can read it without the password', async () => {
    const hall = await hallWithPartners()
    const source = await protectedBy({ userPassword: 'geheim', ownerPassword: 'chef' })
    await expect(takeIn(hall, source)).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' })
    expect(hall.core.parts.handler.state.agreement?.source).toBeNull()
  })
})

describe('a signature sheet', () => {
  it('is not made for a file that can be signed itself', async () => {
    const hall = await hallWithPartners()
    await expect(takeIn(hall, await agreementPdf())).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'needs-no-sheet' },
    })
  })

  it('is not made before anybody is to sign', async () => {
    const core = await runningCore()
    const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
    const file = { file: pdf(await signedElsewhere()), fileName: 'a.pdf', commandId: newCommandId() }
    await expect(organizer.agreement.adoptWithSheet(file)).rejects.toMatchObject({
      data: { reason: 'no-signers' },
    })
  })
})
