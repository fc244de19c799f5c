import { beforeAll, describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import type { SealKey } from '../../../../../src/core/agreement/seal/seal-key.ts'
import { readTimestamp } from '../../../../../src/core/agreement/seal/timestamp-token.ts'
import { requestTimestamp } from '../../../../../src/core/agreement/seal/timestamp.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, aSealKey, agreementPdf } from '../../../../fixtures/agreements.ts'
import { aTimestampAuthority, serving, servingTimestamps } from '../../../../fixtures/timestamp-authority.ts'
import type { TimestampAuthority } from '../../../../fixtures/timestamp-authority.ts'
import { judgeCades, sealParts } from '../../../../fixtures/cades.ts'
import { needing, runTool } from '../../../../fixtures/tools.ts'

const openssl = needing('openssl')
const foreign = needing('openssl', 'pdfsig', 'qpdf')
const SIGNATURE = Buffer.from('the bytes of a signature')
const NONCE = Buffer.from('4123456789abcdef', 'hex')

let authority: TimestampAuthority
let key: SealKey
beforeAll(async () => {
  key = await aSealKey()
  if (!openssl.skip) authority = aTimestampAuthority()
})

const unreachable = (reason: string) => ({ code: 'TIMESTAMP_UNREACHABLE', data: { reason } })

describe.skipIf(openssl.skip)(`a timestamp${openssl.note}`, () => {
  test('says who saw the signature and when', async () => {
    const before = Date.now()
    const token = await requestTimestamp(await servingTimestamps(authority), SIGNATURE)
    const { at, authority: name, intact } = readTimestamp(token, SIGNATURE)
    expect({ name, intact }).toEqual({ name: 'Zeitstempel Löwenstein, Prüfstelle', intact: true })
    // openssl counts in whole seconds
    expect(Date.parse(at!)).toBeGreaterThan(before - 1001)
    expect(Date.parse(at!)).toBeLessThanOrEqual(Date.now())
  })

  test('is taken from services that name their certificate by SHA-1, as the first edition of RFC 3161 did', async () => {
    const url = await serving((request, response) => response.end(authority.answer(request, 'sha1')))
    expect(readTimestamp(await requestTimestamp(url, SIGNATURE), SIGNATURE).intact).toBe(true)
  })

  test('is intact for its own signature alone', async () => {
    const token = await requestTimestamp(await servingTimestamps(authority), SIGNATURE)
    expect(readTimestamp(token, Buffer.from('another')).intact).toBe(false)
  })

  test('with any byte changed in its time, its nonce or its signature is not intact', async () => {
    const token = Buffer.from(
      await requestTimestamp(await servingTimestamps(authority), SIGNATURE, { nonce: NONCE }),
    )
    const year = token.indexOf(`${new Date().getUTCFullYear()}`)
    for (const at of [year + 3, token.indexOf(NONCE), token.length - 5]) {
      const changed = Buffer.from(token)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(readTimestamp(changed, SIGNATURE).intact, `byte ${at}`).toBe(false)
    }
  })

  test.each([
    [
      'that answers an older request',
      (request: Buffer) => request.fill(0x55, request.indexOf(NONCE), request.indexOf(NONCE) + 8),
    ],
    ['that is for another signature', (request: Buffer) => request.fill(0x55, 40, 48)],
  ])('%s is refused', async (_what, change) => {
    const url = await serving((request, response) => response.end(authority.answer(change(request))))
    const asked = requestTimestamp(url, SIGNATURE, { nonce: NONCE })
    await expect(asked).rejects.toMatchObject(unreachable('unusable'))
  })

  test('by a certificate that is not for timestamps is refused', async () => {
    const url = await serving((request, response) => {
      const [section] = [aTimestampAuthority()]
      // openssl itself refuses to stamp with another certificate, so the purpose is changed behind its back
      const honest = section.answer(request)
      const purpose = Buffer.from('2b06010505070308', 'hex')
      const at = honest.indexOf(purpose)
      honest[at + purpose.length - 1] = 4
      response.end(honest)
    })
    await expect(requestTimestamp(url, SIGNATURE)).rejects.toMatchObject(unreachable('unusable'))
  })
})

describe('a timestamp service', () => {
  test.each([
    ['answers with a web page', '<!doctype html><title>Anmeldung</title>', 'unusable'],
    ['answers with nothing', '', 'unusable'],
    ['answers with more than a timestamp can be', 'x'.repeat(100_000), 'unusable'],
    ['says no (status 2, RFC 3161 § 2.4.2)', Buffer.from('30053003020102', 'hex'), 'refused'],
  ])('that %s is named so', async (_what, answer, reason) => {
    const url = await serving((_request, response) => response.end(answer))
    await expect(requestTimestamp(url, SIGNATURE)).rejects.toMatchObject(unreachable(reason))
  })

  test('that answers with a fault of its own has refused', async () => {
    const url = await serving((_request, response) => response.writeHead(500).end())
    await expect(requestTimestamp(url, SIGNATURE)).rejects.toMatchObject(unreachable('refused'))
  })

  test('that never answers is given up', async () => {
    const url = await serving(() => {})
    const asked = requestTimestamp(url, SIGNATURE, { timeoutMs: 60 })
    await expect(asked).rejects.toMatchObject(unreachable('no-answer'))
  })

  test('that begins an answer and never ends it is given up', async () => {
    const url = await serving((_request, response) => response.write('0'))
    const asked = requestTimestamp(url, SIGNATURE, { timeoutMs: 60 })
    await expect(asked).rejects.toMatchObject(unreachable('no-answer'))
  })

  test('that sends us elsewhere is not followed', async () => {
    const url = await serving((_request, response) => response.writeHead(302, { location: '/other' }).end())
    await expect(requestTimestamp(url, SIGNATURE)).rejects.toMatchObject(unreachable('no-answer'))
  })

  test('that is not there is named so', async () => {
    const asked = requestTimestamp('http://127.0.0.1:9/', SIGNATURE)
    await expect(asked).rejects.toMatchObject(unreachable('no-answer'))
  })
})

describe.skipIf(openssl.skip)(`a seal with a timestamp${openssl.note}`, () => {
  const sealedWith = async (timestampServer: string) =>
    sealAgreement(aSealJob(await agreementPdf(), { timestampServer }), key)

  test('covers the whole file and tells its time', async () => {
    const { bytes, timestamp } = await sealedWith(await servingTimestamps(authority))
    const { seals } = await verifySeal(bytes)
    expect(seals).toMatchObject([
      {
        intact: true,
        wholeFile: true,
        timestamp: { authority: 'Zeitstempel Löwenstein, Prüfstelle', intact: true },
      },
    ])
    expect(timestamp).toEqual(seals[0]!.timestamp)
  })

  test('does not come about where the service does not answer, and says so', async () => {
    await expect(sealedWith('http://127.0.0.1:9/')).rejects.toMatchObject(unreachable('no-answer'))
  })

  test.skipIf(foreign.skip)(`is valid for other programs, and its timestamp too${foreign.note}`, async () => {
    const { bytes } = await sealedWith(await servingTimestamps(authority))
    const { text } = runTool('pdfsig', { 'a.pdf': bytes }, ['{a.pdf}'])
    expect(text).toContain('Signature is Valid')
    expect(text).toContain('Total document signed')
    expect(runTool('qpdf', { 'a.pdf': bytes }, ['--check', '{a.pdf}']).status).toBe(0)
    const { cms } = sealParts(bytes)
    const verified = judgeCades(bytes, key.issuers[0]!)
    expect(verified.errors).toContain('CAdES Verification successful')
    expect(cms.includes(Buffer.from('060b2a864886f70d010910020e', 'hex'))).toBe(true)
  })

  test.skipIf(foreign.skip)(`openssl takes the token for the signature${foreign.note}`, async () => {
    const token = await requestTimestamp(await servingTimestamps(authority), SIGNATURE)
    const files = { token, signature: SIGNATURE, 'tsa.pem': authority.certificate }
    const { text } = runTool('openssl', files, [
      'ts',
      '-verify',
      '-data',
      '{signature}',
      '-in',
      '{token}',
      '-token_in',
      '-CAfile',
      '{tsa.pem}',
      '-partial_chain',
    ])
    expect(text).toContain('Verification: OK')
  })

  test('has no timestamp any more when the token is changed, but stays a seal', async () => {
    const { bytes } = await sealedWith(await servingTimestamps(authority))
    const hex = Buffer.from(`${new Date().getUTCFullYear()}`).toString('hex')
    const text = Buffer.from(bytes).toString('latin1')
    // the last GeneralizedTime of the gap is the token's
    const at = text.lastIndexOf(`180f${hex}`)
    const changed = Buffer.from(bytes)
    changed[at + 11] = 0x30 + ((changed[at + 11]! - 0x30) ^ 1)
    expect((await verifySeal(changed)).seals).toMatchObject([{ intact: true, timestamp: { intact: false } }])
  })
})
