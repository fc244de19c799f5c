import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../../../../src/core/agreement/preflight/finding-sentences.ts'
import { FINDINGS, finding } from '../../../../../src/core/agreement/preflight/findings.ts'
import { inspectPdf } from '../../../../../src/core/agreement/preflight/preflight.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../../fixtures/agreements.ts'

const signed = async () =>
  Buffer.from((await sealAgreement(aSealJob(await agreementPdf(), { stamps: [] }), await aSealKey())).bytes)

async function saidOf(file: Uint8Array) {
  const { findings, signers } = await inspectPdf(file)
  const found = findings.find(({ code }) => code === 'signed')
  return { signers, ...sentencesOf(found!, signers) }
}

describe('what is said of a signed file', () => {
  it('names who signed it, when, and that it is unchanged', async () => {
    const { signers, de, en } = await saidOf(await signed())
    expect(signers).toMatchObject([{ state: 'intact' }])
    expect(de).toMatch(/Signiert von: .+, \d\d\.\d\d\.\d{4} \(unversehrt\)\.$/)
    expect(en).toMatch(/Signed by: .+ \(intact\)\.$/)
  })

  it('says when the signed bytes were changed', async () => {
    const file = await signed()
    const at = file.indexOf('/MediaBox')
    file.write('/MediaBux', at, 'latin1')
    const { signers, de } = await saidOf(file)
    expect(signers).toMatchObject([{ state: 'broken' }])
    expect(de).toContain('ungültig, die Datei wurde danach verändert')
  })

  it('says when something was added that no signature covers', async () => {
    const { signers, de } = await saidOf(Buffer.concat([await signed(), Buffer.from('\n% mehr\n')]))
    expect(signers).toMatchObject([{ state: 'added-to' }])
    expect(de).toContain('danach wurde etwas angefügt')
  })

  it('names five and counts the others', () => {
    const signers = Array.from({ length: 7 }, () => ({ name: '', at: null, state: 'unclear' as const }))
    expect(sentencesOf(finding('signed'), signers).de).toMatch(
      /(ohne Namen \(hier nicht prüfbar\); ){5}\+ 2\.$/,
    )
  })
})

describe('what is said of other files', () => {
  it('is what a certification allows', () => {
    expect(sentencesOf(finding('certified', 'DocMDP 1'), []).de).toContain('Erlaubt ist keine Änderung.')
    expect(sentencesOf(finding('certified', 'DocMDP 2'), []).en).toContain('filling in forms')
  })

  it('is one sentence and what to do, in both languages', () => {
    for (const { de, en } of Object.values(FINDINGS)) {
      expect(de).toMatch(/\.$/)
      expect(en).toMatch(/\.$/)
    }
  })
})
