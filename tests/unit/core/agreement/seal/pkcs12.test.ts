import { X509Certificate } from 'node:crypto'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeSealKey } from '../../../../../src/core/agreement/seal/make-seal-key.ts'
import { openPkcs12 } from '../../../../../src/core/agreement/seal/pkcs12.ts'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, agreementPdf } from '../../../../fixtures/agreements.ts'
import { keyFile, opensslFile } from '../../../../fixtures/key-files.ts'
import type { KeyParts } from '../../../../fixtures/key-files.ts'
import { needing, runTool } from '../../../../fixtures/tools.ts'

const openssl = needing('openssl')
const poppler = needing('pdfsig', 'openssl')
const NOW = new Date('2017-02-21T17:00:00Z')
const PASSWORD = 'Grüße, Łódź & Straße'

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}
const P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' }
const { digitalSignature, keyEncipherment, nonRepudiation } = x509.KeyUsageFlags

async function selfIssued(
  algorithm: typeof RSA | typeof P384,
  usage: number,
  uses: string[] = [],
): Promise<KeyParts> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    keys,
    signingAlgorithm: algorithm,
    name: new x509.Name([
      { O: [{ utf8String: 'Landkreis Tübingen' }] },
      { CN: [{ utf8String: 'Dienstsiegel' }] },
    ]).toString(),
    notBefore: new Date('2016-01-01'),
    notAfter: new Date('2018-01-01'),
    extensions: [
      new x509.KeyUsagesExtension(usage, true),
      ...(uses.length > 0 ? [new x509.ExtendedKeyUsageExtension(uses)] : []),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    certificate: certificate.toString('pem'),
    issuers: [],
  }
}

let rsa: KeyParts
let curve: KeyParts
let issued: KeyParts
beforeAll(async () => {
  rsa = await selfIssued(RSA, digitalSignature)
  curve = await selfIssued(P384, nonRepudiation)
  const owner = { organisation: 'Landkreis Tübingen', commonName: 'Siegel' }
  const made = await makeSealKey(owner, new Date('2017-01-01T00:00:00Z'))
  issued = { key: made.privateKey, certificate: made.certificate, issuers: [made.root] }
})

const fingerprint = ({ certificate }: KeyParts) => new X509Certificate(certificate).fingerprint256

describe.skipIf(openssl.skip)(`the organisation's key file${openssl.note}`, () => {
  test.each([
    ['as openssl makes it today (AES-256)', []],
    ['as Windows and old programs make it (3DES, RC2-40)', ['-legacy']],
    ['with RC2-128', ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['with 3DES in two keys', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    [
      'with AES-128 and a SHA-384 checksum',
      ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha384'],
    ],
    ['with key and certificate in the open, only checksummed', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['without checksum', ['-nomac']],
  ])('opens %s, for RSA and elliptic curves', async (_how, how) => {
    for (const parts of [rsa, curve]) {
      const file = keyFile(parts, PASSWORD, how)
      const { key, warnings } = await openPkcs12(file, PASSWORD, NOW)
      expect(key.fingerprint).toBe(fingerprint(parts))
      expect(warnings).toEqual([])
      const wrong = openPkcs12(file, `${PASSWORD}!`, NOW)
      await expect(wrong).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
    }
  })

  test('opens however the ü of the password was typed', async () => {
    const file = keyFile(rsa, PASSWORD.normalize('NFC'), ['-legacy'])
    await expect(openPkcs12(file, PASSWORD.normalize('NFD'), NOW)).resolves.toHaveProperty('key')
  })

  test('opens without a password where it has none', async () => {
    await expect(openPkcs12(keyFile(rsa, ''), '', NOW)).resolves.toHaveProperty('key')
  })

  test('brings its issuers along, nearest first, up to the root', async () => {
    const other = await selfIssued(P384, digitalSignature)
    const file = keyFile({ ...issued, issuers: [other.certificate, ...issued.issuers] }, PASSWORD)
    const { key } = await openPkcs12(file, PASSWORD, NOW)
    expect(key.issuers.map((pem) => new X509Certificate(pem).subject)).toEqual([
      new X509Certificate(issued.issuers[0]!).subject,
    ])
  })

  test.each([
    ['has expired', 'expired', '2018-01-02'],
    ['is not valid yet', 'not-yet-valid', '2015-12-31'],
  ])('warns where the certificate %s', async (_what, warning, day) => {
    const { warnings } = await openPkcs12(keyFile(rsa, PASSWORD), PASSWORD, new Date(day))
    expect(warnings).toEqual([warning])
  })

  test.each([
    ['may only encipher', keyEncipherment, []],
    ['is for web servers', digitalSignature, ['1.3.6.1.5.5.7.3.1']],
  ])('warns where the certificate %s', async (_what, usage, uses) => {
    const file = keyFile(await selfIssued(P384, usage, uses), PASSWORD)
    expect((await openPkcs12(file, PASSWORD, NOW)).warnings).toEqual(['not-for-signing'])
  })

  test('is of no use without a key, or without the certificate for it', async () => {
    const keyless = openPkcs12(keyFile(rsa, PASSWORD, ['-nokeys']), PASSWORD, NOW)
    await expect(keyless).rejects.toMatchObject({ code: 'KEY_UNREADABLE', data: { reason: 'no-key' } })
    const args = ['pkcs12', '-export', '-nocerts', '-inkey', 'key.pem', '-out', 'a.p12', '-passout', 'pass:x']
    const bare = opensslFile({ 'key.pem': rsa.key }, args, 'a.p12')
    await expect(openPkcs12(bare, 'x', NOW)).rejects.toMatchObject({ data: { reason: 'no-certificate' } })
  })

  test('of a kind that seals nothing is refused as such', async () => {
    const key = opensslFile({}, ['genpkey', '-algorithm', 'ed25519', '-out', 'key.pem'], 'key.pem').toString()
    const request = ['req', '-x509', '-new', '-key', 'key.pem', '-subj', '/CN=x', '-out', 'c.pem']
    const certificate = opensslFile({ 'key.pem': key }, request, 'c.pem').toString()
    const opened = openPkcs12(keyFile({ key, certificate, issuers: [] }, PASSWORD), PASSWORD, NOW)
    await expect(opened).rejects.toMatchObject({ code: 'KEY_UNREADABLE', data: { reason: 'unsupported' } })
  })

  test('cut short or damaged gives a plain answer, never a crash', async () => {
    const file = keyFile(curve, PASSWORD)
    for (let cut = 0; cut < file.length; cut += 53) {
      const damaged = Buffer.from(file)
      damaged[cut] = (damaged[cut] ?? 0) ^ 0xff
      for (const bytes of [file.subarray(0, cut), damaged]) {
        const code = await openPkcs12(bytes, PASSWORD, NOW).then(
          () => 'opened',
          (error: { code?: string }) => error.code,
        )
        expect(['KEY_UNREADABLE', 'KEY_PASSWORD_WRONG', 'opened'], `at ${cut}`).toContain(code)
        if (bytes.length < file.length) expect(code).not.toBe('opened')
      }
    }
  })

  test.skipIf(poppler.skip)(`seals so that other programs find it valid${poppler.note}`, async () => {
    for (const parts of [rsa, curve, issued]) {
      const { key } = await openPkcs12(keyFile(parts, PASSWORD, ['-legacy']), PASSWORD, NOW)
      const { bytes } = await sealAgreement(aSealJob(await agreementPdf()), key)
      expect((await verifySeal(bytes)).seals).toMatchObject([{ intact: true, wholeFile: true }])
      const { text } = runTool('pdfsig', { 'a.pdf': bytes }, ['{a.pdf}'])
      expect(text).toContain('Signature is Valid')
    }
  })
})

test('a file of another kind is not a key', async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('-----BEGIN PRIVATE KEY-----'), await agreementPdf()]) {
    const opened = openPkcs12(bytes, '', NOW)
    await expect(opened).rejects.toMatchObject({ code: 'KEY_UNREADABLE', data: { reason: 'file' } })
  }
})
