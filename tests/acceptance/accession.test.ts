/** A partner that was not there joins the sealed agreement, and another one after it: from the console to the checked archive. */
import { createHash } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { consentFor } from '../../src/shared/consent.ts'
import { stateOf } from '../../src/shared/domain/signing/accession.ts'
import { ceremonySchema } from '../../src/shared/domain/evening/ceremony.ts'
import type { PartnerId } from '../../src/shared/domain/ids.ts'
import type { Partner } from '../../src/shared/domain/registry/registry.ts'
import { outlineOf } from '../../src/shared/ink.ts'
import { agreementPdf } from '../fixtures/agreements.ts'
import { COMPANY, COUNTY, id, JOBCENTER, partner } from '../fixtures/ceremony.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { describeWith, judge } from '../fixtures/real-tools.ts'
import { pairedStation, runningCore } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { hasTool } from '../fixtures/tools.ts'
import { textOf } from '../unit/core/documents/reading.ts'

const LATE = id.partner('late')
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (file: { arrayBuffer(): Promise<ArrayBuffer> }) => Buffer.from(await file.arrayBuffer())
const command = () => ({ commandId: newCommandId() })
const draft = (...partners: PartnerId[]) => ({
  partners,
  title: 'Kooperationsvereinbarung Integration',
  place: 'Tübingen',
  date: '2017-03-03',
})

const PARTNERS: Partner[] = [
  partner({ id: COUNTY, name: 'Landkreis Tübingen', role: 'contracting-party', order: 1 }),
  partner({ id: JOBCENTER, name: 'Jobcenter', role: 'contracting-party', order: 2 }),
  partner({ id: COMPANY, name: 'Müller & Söhne GmbH', role: 'guest', town: 'Rottenburg' }),
]

const organizerOf = (core: Core) => createRouterClient(core.router, { context: { caller: core.hostCaller } })

/** The county has signed, the Jobcenter declined, and the agreement is sealed. */
async function sealedHall(dataDir?: string) {
  const core = await runningCore(dataDir === undefined ? {} : { dataDir })
  const organizer = organizerOf(core)
  const ceremony = ceremonySchema.parse({
    title: 'Unterzeichnung',
    host: 'Landkreis Tübingen',
    date: '2017-02-21',
    time: '18:00',
    town: 'Tübingen',
    contractForm: 'binding',
  })
  await organizer.ceremony.describe({ ceremony, ...command() })
  for (const each of PARTNERS) await organizer.registry.savePartner({ partner: each, ...command() })
  const file = new Blob([new Uint8Array(await agreementPdf())])
  await organizer.agreement.adopt({ file, fileName: 'Kooperationsvereinbarung.pdf', ...command() })
  const fields = [COUNTY, JOBCENTER].map((partnerId, index) => ({
    id: id.field(`field-${partnerId}`),
    partnerId,
    page: 0,
    box: { x: 0.1, y: 0.3 + index * 0.2, width: 0.4, height: 0.1 },
  }))
  await organizer.agreement.placeFields({ fields, ...command() })
  await organizer.agreement.open(command())
  const hall = { core, organizer }
  await sign(hall, COUNTY, 'Joachim Walter')
  await organizer.signing.call({ partnerId: JOBCENTER, ...command() })
  await organizer.signing.decline({ partnerId: JOBCENTER, reason: 'noch kein Beschluss', ...command() })
  await organizer.agreement.seal(command())
  return hall
}

type Hall = { core: Core; organizer: ReturnType<typeof organizerOf> }

async function sign({ organizer }: Hall, partnerId: PartnerId, name: string, isAccession = false) {
  await organizer.signing.call({ partnerId, ...command() })
  await organizer.signing.give({
    partnerId,
    ...command(),
    signature: {
      signatory: { name, function: 'Leitung', capacity: 'in-office', authoritySeenBy: '' },
      attendeeId: null,
      ink: outlineOf(handwritingOf(name)),
      input: 'pen',
      attempts: 1,
      consent: { text: consentFor({ isAccession }), language: 'de' },
    },
  })
}

/** The company joins, signed and sealed. */
async function companyJoins(hall: Hall) {
  await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
  await hall.organizer.agreement.open(command())
  await sign(hall, COMPANY, 'Petra Müller', true)
  return hall.organizer.agreement.seal(command())
}

const made = async ({ organizer }: Hall, wanted: Parameters<Hall['organizer']['documents']['make']>[0]) =>
  bytesOf((await organizer.documents.make(wanted)).file)

const words = async (pdf: Uint8Array) => (await textOf(pdf)).join(' ').replace(/\s+/g, ' ')

async function archiveOf({ organizer }: Hall) {
  const bytes = await bytesOf((await organizer.documents.archive()).file)
  return { bytes, files: unzipSync(bytes) }
}

async function verified(bytes: Uint8Array) {
  const file = join(await temporaryFolder(), 'archiv.zip')
  await writeFile(file, bytes)
  const { code, json } = await mappeJson<{ faults: string[]; sealed: { name: string }[] }>('verify', file)
  return { code, json }
}

describe('the declaration of accession', () => {
  it('names the sealed agreement beyond doubt, who joins it, place and day', async () => {
    const hall = await sealedHall()
    const { seal, sha256: original } = hall.core.parts.handler.state.agreement!
    await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
    const pdf = await bytesOf(await hall.organizer.agreement.document())
    const text = await words(pdf)
    expect(text).toContain('Beitrittserklärung Beitritt Nr. 1')
    expect(text).toContain(
      'Der folgende Partner tritt der Vereinbarung „Kooperationsvereinbarung Integration“ vom 21. Februar 2017 bei',
    )
    expect(text).toContain('Müller & Söhne GmbH, Rottenburg; an der Unterzeichnung nicht beteiligt')
    expect(text).toContain('Tübingen, den 3. März 2017')
    expect(text).toContain('Kooperationsvereinbarung.pdf')
    expect(text).toContain('vereinbarung-gesiegelt.pdf (')
    for (const hash of [original, seal!.sha256]) expect(text).toContain(hash)
    const fingerprint = seal!.certificateFingerprint.replaceAll(':', '').toLowerCase()
    expect(text.toLowerCase().replaceAll(' ', '')).toContain(fingerprint)
  })

  it('has a field for each that joins and says of one that declined what it was', async () => {
    const hall = await sealedHall()
    const late = partner({ id: LATE, name: 'Verein Nachzügler e. V.', role: 'alliance-partner', order: 3 })
    await hall.organizer.registry.savePartner({ partner: late, ...command() })
    await hall.organizer.agreement.beginAccession({ ...draft(LATE, JOBCENTER), ...command() })
    const { agreement } = hall.core.parts.handler.state
    expect(agreement!.fields.map(({ partnerId }) => partnerId)).toEqual([JOBCENTER, LATE])
    const text = await words(await bytesOf(await hall.organizer.agreement.document()))
    expect(text).toContain('Die folgenden Partner treten der Vereinbarung')
    expect(text).toMatch(/Jobcenter; hatte die Unterschrift am \d+\. \S+ \d{4} abgelehnt/)
    expect(text).not.toContain('noch kein Beschluss')
  })

  it('is made once, however often it is asked for', async () => {
    const hall = await sealedHall()
    const asked = { ...draft(COMPANY), ...command() }
    const first = await hall.organizer.agreement.beginAccession(asked)
    expect(await hall.organizer.agreement.beginAccession(asked)).toMatchObject({ seq: first.seq })
    expect(hall.core.parts.handler.state.concluded).toHaveLength(1)
  })

  it('leaves no trace when it is refused', async () => {
    const hall = await sealedHall()
    const before = await readdir(hall.core.parts.folder.blobs)
    const asked = hall.organizer.agreement.beginAccession({ ...draft(COUNTY), ...command() })
    await expect(asked).rejects.toMatchObject({ data: { reason: 'has-joined' } })
    expect(await readdir(hall.core.parts.folder.blobs)).toEqual(before)
  })

  it('is read on the tablet together with the sealed agreement', async () => {
    const hall = await sealedHall()
    const sealedFile = await made(hall, { kind: 'sealed-agreement' })
    await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
    await hall.organizer.agreement.open(command())
    const { station } = await pairedStation(hall.core, 'signing')
    const tablet = createRouterClient(hall.core.router, { context: { caller: { station, role: 'signing' } } })
    await expect(tablet.agreement.source()).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' })
    await hall.organizer.signing.call({ partnerId: COMPANY, ...command() })
    expect(Buffer.compare(await bytesOf(await tablet.agreement.source()), sealedFile)).toBe(0)
    expect(await words(await bytesOf(await tablet.agreement.document()))).toContain('Beitrittserklärung')
  })
})

describe('a sealed accession', () => {
  it('leaves the sealed agreement and its protocol as they were', async () => {
    const hall = await sealedHall()
    const before = [await made(hall, { kind: 'sealed-agreement' }), await made(hall, { kind: 'audit-trail' })]
    await companyJoins(hall)
    const after = [
      await made(hall, { kind: 'sealed-agreement', document: 0 }),
      await made(hall, { kind: 'audit-trail', document: 0 }),
    ]
    expect(after.map(sha256)).toEqual(before.map(sha256))
  })

  it('is a file of its own that begins with the declaration, and has its own protocol', async () => {
    const hall = await sealedHall()
    const sealed = await companyJoins(hall)
    const { files } = await archiveOf(hall)
    const declaration = files['beitritt-1-erklaerung.pdf']!
    const file = files['beitritt-1-gesiegelt.pdf']!
    expect(sha256(file)).toBe(sealed.sha256)
    expect(Buffer.compare(file.subarray(0, declaration.length), declaration)).toBe(0)
    const text = await words(file)
    expect(text).toContain('Zeichnungsprotokoll zum Beitritt Nr. 1')
    expect(text).toContain('1 von 1 Partner gezeichnet')
    expect(text).toContain('ersetzt nicht die Schriftform')
    const protocol = await words(files['beitritt-1-zeichnungsprotokoll.pdf']!)
    expect(protocol).toContain('Petra Müller')
    expect(protocol).not.toContain('Joachim Walter')
    expect(await words(files['zeichnungsprotokoll.pdf']!)).not.toContain('Petra Müller')
  })

  it('is found by the verifier with who signed it', async () => {
    const hall = await sealedHall()
    await companyJoins(hall)
    const file = await made(hall, { kind: 'sealed-agreement' })
    const report = await hall.organizer.agreement.verify({
      file: new Blob([new Uint8Array(file)]),
      fileName: 'b.pdf',
    })
    expect(report).toMatchObject({
      verdict: 'good',
      original: { isThisAgreement: false, accession: 1 },
      recorded: {
        signatories: [{ organisation: 'Müller & Söhne GmbH', person: 'Petra Müller' }],
        agrees: true,
      },
      protocol: {
        protocol: {
          document: 'accession',
          about: {
            fileName: 'vereinbarung-gesiegelt.pdf',
            sha256: stateOf(hall.core.parts.handler.state, 0).agreement!.seal!.sha256,
          },
          signatories: [
            { person: 'Petra Müller', function: 'Leitung', capacity: 'in-office', status: 'signed' },
          ],
        },
      },
    })
    const first = await made(hall, { kind: 'sealed-agreement', document: 0 })
    const agreement = await hall.organizer.agreement.verify({
      file: new Blob([new Uint8Array(first)]),
      fileName: 'a.pdf',
    })
    expect(agreement).toMatchObject({ verdict: 'good', original: { isThisAgreement: true, accession: null } })
    expect(agreement.recorded?.signatories.map(({ status }) => status)).toEqual(['signed', 'declined'])
  })

  it('has paper originals of the declaration, counted apart from those of the agreement', async () => {
    const hall = await sealedHall()
    await made(hall, { kind: 'originals', copies: 2 })
    await companyJoins(hall)
    const text = await words(await made(hall, { kind: 'originals', copies: 3 }))
    expect(text).toContain('Original 3 von 3')
    expect(text).toContain('Müller & Söhne GmbH')
    await hall.organizer.documents.noteOriginalSigned({ number: 2, document: 0, ...command() })
    const { state } = hall.core.parts.handler
    expect(state.originals).toEqual({ made: 3, signed: {} })
    expect(Object.keys(stateOf(state, 0).originals.signed)).toEqual(['2'])
    const { files } = await archiveOf(hall)
    expect(Buffer.from(files['LIESMICH.txt']!).toString()).toContain('Papieroriginal 2 von 2')
  })

  it('can be followed by another that names it, also after a restart without the snapshot', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const before = await sealedHall(dataDir)
    await companyJoins(before)
    await before.core.close()
    await writeFile(join(dataDir, 'snapshot.json'), '{}')
    const core = await runningCore({ dataDir })
    const hall = { core, organizer: organizerOf(core) }
    await hall.organizer.agreement.beginAccession({ ...draft(JOBCENTER), ...command() })
    const text = await words(await bytesOf(await hall.organizer.agreement.document()))
    expect(text).toContain('Beitritt Nr. 2')
    expect(text).toMatch(/Beitritt Nr\. 1 Müller & Söhne GmbH \(gesiegelt /)
    await hall.organizer.agreement.open(command())
    await sign(hall, JOBCENTER, 'Ayşe Öztürk', true)
    await hall.organizer.agreement.seal(command())
    const { bytes } = await archiveOf(hall)
    const { code, json } = await verified(bytes)
    expect({ code, faults: json.faults }).toEqual({ code: 0, faults: [] })
    expect(json.sealed.map(({ name }) => name)).toEqual([
      'vereinbarung-gesiegelt.pdf',
      'beitritt-1-gesiegelt.pdf',
      'beitritt-2-gesiegelt.pdf',
    ])
  })

  it('names who signed each file of the archive, to whoever verifies it', async () => {
    const hall = await sealedHall()
    await companyJoins(hall)
    const { bytes } = await archiveOf(hall)
    const file = join(await temporaryFolder(), 'archiv.zip')
    await writeFile(file, bytes)
    const { stdout } = await mappe('verify', file)
    expect(stdout).toContain('Landkreis Tübingen – Joachim Walter, Leitung – unterschrieben')
    expect(stdout).toContain('Jobcenter – abgelehnt')
    expect(stdout).toContain('Müller & Söhne GmbH – Petra Müller, Leitung – unterschrieben')
  })

  it('does not fit an archive whose journal is another', async () => {
    const [hall, other] = [await sealedHall(), await sealedHall()]
    const [{ files }, { files: others }] = [await archiveOf(hall), await archiveOf(other)]
    delete files['SHA256SUMS.txt']
    const mixed = { ...files, 'journal.jsonl': others['journal.jsonl']! }
    const sums = Object.entries(mixed).map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
    const { json } = await verified(zipSync({ ...mixed, 'SHA256SUMS.txt': Buffer.from(sums.join('')) }))
    expect(json.faults).toContainEqual(
      expect.stringContaining('nennt in seinem Protokoll einen Stand des Journals'),
    )
  })

  it('is missed in an archive out of which it was taken, even with new checksums', async () => {
    const hall = await sealedHall()
    await companyJoins(hall)
    const { files } = await archiveOf(hall)
    delete files['beitritt-1-gesiegelt.pdf']
    delete files['SHA256SUMS.txt']
    const sums = Object.entries(files).map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
    const { code, json } = await verified(zipSync({ ...files, 'SHA256SUMS.txt': Buffer.from(sums.join('')) }))
    expect(code).toBe(1)
    expect(json.faults).toEqual([
      expect.stringMatching(/^INHALT.csv nennt für beitritt-1-gesiegelt.pdf/),
      expect.stringMatching(/^die gesiegelte Datei mit der Prüfsumme .* fehlt/),
    ])
  })
})

describe('an accession that is called off', () => {
  it('leaves nothing in the archive but its entries in the journal', async () => {
    const hall = await sealedHall()
    await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
    await hall.organizer.agreement.cancelAccession(command())
    const { bytes, files } = await archiveOf(hall)
    expect(Object.keys(files).filter((name) => name.startsWith('beitritt'))).toEqual([])
    expect(Buffer.from(files['journal.jsonl']!).toString()).toContain('accession-cancelled')
    expect((await verified(bytes)).json.faults).toEqual([])
  })
})

describe('an accession that is taken up again after it was called off', () => {
  it('is signed and sealed with all that happened to it in its protocol', async () => {
    const hall = await sealedHall()
    await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
    await hall.organizer.agreement.open(command())
    await hall.organizer.agreement.cancelAccession(command())
    await hall.organizer.agreement.resumeAccession(command())
    await sign(hall, COMPANY, 'Petra Müller', true)
    await hall.organizer.agreement.seal(command())
    const { bytes, files } = await archiveOf(hall)
    const protocol = await words(files['beitritt-1-zeichnungsprotokoll.pdf']!)
    expect(protocol).toContain('1 von 1 Partner gezeichnet')
    expect(protocol).toContain('Zur Zeichnung geöffnet')
    expect(await words(files['zeichnungsprotokoll.pdf']!)).not.toContain('Petra Müller')
    expect((await verified(bytes)).json.faults).toEqual([])
  })
})

describe('an accession that is called off while it is being sealed', () => {
  it('is not sealed, and the protocol of the agreement stays the one that was sealed', async () => {
    const hall = await sealedHall()
    const protocol = await made(hall, { kind: 'audit-trail' })
    await hall.organizer.agreement.beginAccession({ ...draft(COMPANY), ...command() })
    await hall.organizer.agreement.open(command())
    await hall.organizer.signing.leaveToPaper({ partnerId: COMPANY, ...command() })
    const sealing = hall.organizer.agreement.seal(command())
    const refused = expect(sealing).rejects.toMatchObject({ code: 'AGREEMENT_SEALED' })
    await hall.organizer.agreement.cancelAccession(command())
    await refused
    expect(Buffer.compare(await made(hall, { kind: 'audit-trail' }), protocol)).toBe(0)
  })
})

describeWith('pdfsig', 'an independent reader of the sealed accession', () => {
  it('finds one valid seal over the whole file', async () => {
    const hall = await sealedHall()
    await companyJoins(hall)
    const file = join(hall.core.parts.folder.documents, 'beitritt-1-gesiegelt.pdf')
    const { output } = judge('pdfsig', file)
    expect(output).toContain('Signature Validation: Signature is Valid.')
    expect(output).toContain('Total document signed')
    expect(output).not.toContain('Signature #2')
    if (hasTool('qpdf')) expect(judge('qpdf', '--check', file)).toMatchObject({ code: 0 })
  })
})
