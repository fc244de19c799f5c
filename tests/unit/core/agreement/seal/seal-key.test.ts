import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sealAgreement } from '../../../../../src/core/agreement/seal/seal-agreement.ts'
import { openSealKey, sealKeyOf } from '../../../../../src/core/agreement/seal/seal-key.ts'
import { verifySeal } from '../../../../../src/core/agreement/seal/verify.ts'
import { aSealJob, agreementPdf } from '../../../../fixtures/agreements.ts'

const owner = { organisation: 'Landratsamt Tübingen', commonName: 'Siegel Łódź' }
const now = new Date('2017-02-21T17:00:00Z')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-key-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the seal key of a host', () => {
  test('is made once and opened ever after', async () => {
    const first = await openSealKey(join(folder, 'keys'), owner, now)
    const second = await openSealKey(join(folder, 'keys'), { ...owner, commonName: 'anders' }, new Date())
    expect(second).toEqual(first)
    expect(first.fingerprint).toMatch(/^([\dA-F]{2}:){31}[\dA-F]{2}$/)
  })

  test('is for its owner alone, and leaves no half-written file', async () => {
    await openSealKey(folder, owner, now)
    for (const name of await readdir(folder)) {
      expect(name).not.toMatch(/part$/)
      if (process.platform !== 'win32') expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    }
  })

  test('is a leaf under a root: the root may sign certificates, the leaf may not', async () => {
    const key = await openSealKey(folder, owner, now)
    const [leaf, root] = [new X509Certificate(key.certificate), new X509Certificate(key.issuers[0]!)]
    expect([leaf.ca, root.ca]).toEqual([false, true])
    expect(leaf.verify(root.publicKey)).toBe(true)
    expect(leaf.subject).toContain('CN=Siegel Łódź')
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(new Date(leaf.validFrom).getTime()).toBeLessThan(now.getTime())
  })

  test('is made anew where the power went before the key was written', async () => {
    await writeFile(join(folder, 'seal-root.pem'), 'half')
    await expect(openSealKey(folder, owner, now)).resolves.toHaveProperty('fingerprint')
  })

  test('is refused where key and certificate are of two pairs', async () => {
    const one = await openSealKey(join(folder, 'a'), owner, now)
    const two = await openSealKey(join(folder, 'b'), owner, now)
    expect(() => sealKeyOf(one.privateKey, two.certificate, [])).toThrow(
      expect.objectContaining({ code: 'SEAL_FAILED' }),
    )
  })
})

test("an organisation's own RSA key seals as well", async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    keys,
    signingAlgorithm: algorithm,
    name: 'CN=Siegel',
  })
  const pkcs8 = x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    'PRIVATE KEY',
  )
  const { bytes } = await sealAgreement(
    aSealJob(await agreementPdf()),
    sealKeyOf(pkcs8, certificate.toString('pem'), []),
  )
  expect((await verifySeal(bytes)).seals).toMatchObject([
    { intact: true, wholeFile: true, signerName: 'Siegel' },
  ])
})
