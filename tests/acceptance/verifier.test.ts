/** What the organizer reads of a file on the verifier's page, and how paper originals are noted. */
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { runningCore, sampleCore } from '../fixtures/running-core.ts'
import { agreementPdf } from '../fixtures/agreements.ts'

/** A ceremony in which all took paper but one, who declined; sealed. */
async function sealedSample() {
  const core = await sampleCore()
  const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
  const commandId = newCommandId
  await organizer.agreement.open({ commandId: commandId() })
  const [first, ...others] = signingPartners(core.parts.handler.state.partners)
  await organizer.signing.call({ partnerId: first!.id, commandId: commandId() })
  await organizer.signing.decline({
    partnerId: first!.id,
    reason: 'Beschluss fehlt',
    commandId: commandId(),
  })
  for (const { id } of others) await organizer.signing.leaveToPaper({ partnerId: id, commandId: commandId() })
  const seal = await organizer.agreement.seal({ commandId: commandId() })
  const { file } = await organizer.documents.make({ kind: 'sealed-agreement' })
  return {
    core,
    organizer,
    seal,
    bytes: new Uint8Array(await file.arrayBuffer()),
    partners: [first!, ...others],
  }
}

type Sample = Awaited<ReturnType<typeof sealedSample>>

const verify = ({ organizer }: Sample, bytes: Uint8Array) =>
  organizer.agreement.verify({ file: new Blob([new Uint8Array(bytes)]), fileName: 'datei.pdf' })

describe('the verifier', () => {
  it('knows the file of its own ceremony: key, original, signatories', async () => {
    const sample = await sealedSample()
    const found = await verify(sample, sample.bytes)
    expect(found).toMatchObject({
      verdict: 'good',
      sha256: sample.seal.sha256,
      seals: [
        { isOwnKey: true, wholeFile: true, certificateFingerprint: sample.seal.certificateFingerprint },
      ],
      original: { isThisAgreement: true },
    })
    expect(found.revisions.at(-1)).toEqual({ end: sample.bytes.length, kind: 'sealed' })
    expect(found.recorded?.signatories.map(({ organisation }) => organisation)).toEqual(
      sample.partners.map(({ name }) => name),
    )
    expect(found.recorded?.signatories[0]).toMatchObject({ status: 'declined', person: '' })
  })

  it('reads who signed out of the file, and says that its journal agrees', async () => {
    const sample = await sealedSample()
    const { protocol, recorded } = await verify(sample, sample.bytes)
    const { journal } = protocol.status === 'covered' ? protocol.protocol : { journal: null }
    const { seal } = sample.core.parts.handler.state.agreement!
    expect(journal).toEqual({ entries: seal!.journalSeq, headHash: seal!.journalHash })
    expect(protocol).toMatchObject({ seal: 1, protocol: { signatories: recorded!.signatories } })
    expect(recorded?.agrees).toBe(true)
  })

  it('says so where its register changed since and no longer agrees', async () => {
    const sample = await sealedSample()
    const [partner] = sample.partners
    const renamed = { ...partner!, name: 'Umbenannt gGmbH' }
    await sample.organizer.registry.savePartner({ partner: renamed, commandId: newCommandId() })
    const { protocol, recorded } = await verify(sample, sample.bytes)
    expect(recorded?.agrees).toBe(false)
    expect(recorded?.signatories.map(({ organisation }) => organisation)).toContain('Umbenannt gGmbH')
    const stated = protocol.status === 'covered' ? protocol.protocol.signatories : []
    expect(stated[0]?.organisation).toBe(partner!.name)
  })

  it('names the signatories on a computer that never knew the ceremony', async () => {
    const sample = await sealedSample()
    const core = await runningCore()
    const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
    const found = await verify({ ...sample, core, organizer }, sample.bytes)
    expect(found).toMatchObject({ verdict: 'good', seals: [{ isOwnKey: false }], recorded: null })
    expect(found.protocol).toMatchObject({
      status: 'covered',
      protocol: {
        document: 'agreement',
        original: { sha256: sample.core.parts.handler.state.agreement!.sha256 },
        signatories: sample.partners.map(({ name }, index) => ({
          organisation: name,
          status: index === 0 ? 'declined' : 'on-paper',
        })),
      },
    })
  })

  it('claims no record for a file that is not the recorded one, and shows no names of a broken one', async () => {
    const sample = await sealedSample()
    const longer = await verify(sample, Buffer.concat([sample.bytes, Buffer.from('\n% dazu\n')]))
    expect(longer).toMatchObject({ verdict: 'added-to', recorded: null, protocol: { status: 'covered' } })
    const changed = Buffer.from(sample.bytes)
    changed[5000] = changed[5000]! ^ 1
    expect(await verify(sample, changed)).toMatchObject({
      verdict: 'broken',
      recorded: null,
      protocol: { status: 'unproven' },
    })
  })

  it('knows the agreement as it was before it was sealed', async () => {
    const sample = await sealedSample()
    const { sha256 } = sample.core.parts.handler.state.agreement!
    const { original } = await verify(sample, sample.bytes)
    const before = await verify(sample, sample.bytes.slice(0, original!.bytes))
    expect(before).toMatchObject({ verdict: 'no-seal', original: { sha256, isThisAgreement: true } })
  })

  it('says plainly that a file has no seal, refuses what is no PDF, and keeps neither', async () => {
    const core = await runningCore()
    const organizer = createRouterClient(core.router, { context: { caller: core.hostCaller } })
    const plain = new Blob([new Uint8Array(await agreementPdf())])
    const found = await organizer.agreement.verify({ file: plain, fileName: 'a.pdf' })
    expect(found).toMatchObject({ verdict: 'no-seal', seals: [], original: null, recorded: null })
    const text = organizer.agreement.verify({ file: new Blob(['Hallo']), fileName: 'a.txt' })
    await expect(text).rejects.toMatchObject({ code: 'NOT_A_PDF' })
    expect(core.parts.handler.journal.head.seq).toBe(0)
  })
})

describe('the paper originals', () => {
  it('are counted when they are made, ticked when they are signed, and named in the archive', async () => {
    const { core, organizer } = await sealedSample()
    await organizer.documents.make({ kind: 'originals', copies: 3 })
    await organizer.documents.noteOriginalSigned({ number: 2, commandId: newCommandId() })
    await organizer.documents.noteOriginalSigned({ number: 3, commandId: newCommandId() })
    await organizer.documents.undoOriginalSigned({ number: 3, commandId: newCommandId() })
    expect(core.parts.handler.state.originals).toMatchObject({ made: 3, signed: { 2: expect.any(String) } })
    const { file } = await organizer.documents.archive()
    const { unzipSync, strFromU8 } = await import('fflate')
    const files = unzipSync(new Uint8Array(await file.arrayBuffer()))
    const about = strFromU8(files['LIESMICH.txt']!)
    expect(about).toContain('Papieroriginal 2 von 3: eigenhändig unterschrieben')
    expect(about).not.toContain('Papieroriginal 3')
  })
})
