/** Sealing with the organisation's own key and with a timestamp: in the program and on the command line. */
import { X509Certificate } from 'node:crypto'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeSealKey } from '../../src/core/agreement/seal/make-seal-key.ts'
import { verifySeal } from '../../src/core/agreement/seal/verify.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { handwritingOf } from '../../src/core/demo/handwriting.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { agreementPdf } from '../fixtures/agreements.ts'
import { mappe, mappeJson } from '../fixtures/cli.ts'
import { keyFile } from '../fixtures/key-files.ts'
import type { KeyParts } from '../fixtures/key-files.ts'
import { runningCore, sampleCore } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { aTimestampAuthority, serving, servingTimestamps } from '../fixtures/timestamp-authority.ts'
import { needing, runTool } from '../fixtures/tools.ts'

const openssl = needing('openssl')
const poppler = needing('pdfsig')
const PASSWORD = 'Schlüssel-Kennwort 17'
const NOBODY = 'http://127.0.0.1:9/'

let parts: KeyParts
let p12: Buffer
let fingerprint: string
beforeAll(async () => {
  const made = await makeSealKey(
    { organisation: 'Landkreis Tübingen', commonName: 'Dienstsiegel' },
    new Date(),
  )
  parts = { key: made.privateKey, certificate: made.certificate, issuers: [made.root] }
  fingerprint = new X509Certificate(made.certificate).fingerprint256
  if (!openssl.skip) p12 = keyFile(parts, PASSWORD)
})

const clientOf = (core: Core) => createRouterClient(core.router, { context: { caller: core.hostCaller } })
const keyInput = (password = PASSWORD) => ({ file: new Blob([new Uint8Array(p12)]), password })

async function readyToSeal(dataDir?: string) {
  const core = await sampleCore(dataDir === undefined ? {} : { dataDir })
  const organizer = clientOf(core)
  await organizer.agreement.open({ commandId: newCommandId() })
  for (const { id } of signingPartners(core.parts.handler.state.partners)) {
    await organizer.signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
  }
  return { core, organizer }
}

async function sealedBytes(organizer: ReturnType<typeof clientOf>): Promise<Uint8Array> {
  const { file } = await organizer.documents.make({ kind: 'sealed-agreement' })
  return new Uint8Array(await file.arrayBuffer())
}

async function everythingIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))))
}

describe.skipIf(openssl.skip)(`the organisation's key${openssl.note}`, () => {
  it('seals once it is chosen, and the page can say whose it is', async () => {
    const { organizer } = await readyToSeal()
    await expect(organizer.agreement.sealKey()).resolves.toMatchObject({ kind: 'own', isAtHand: true })
    await expect(organizer.agreement.useSealKey(keyInput())).resolves.toMatchObject({
      kind: 'organisation',
      isAtHand: true,
      subject: 'Dienstsiegel, Landkreis Tübingen',
      fingerprint,
      warnings: [],
    })
    const sealed = await organizer.agreement.seal({ commandId: newCommandId() })
    expect(sealed.certificateFingerprint).toBe(fingerprint)
    const { seals } = await verifySeal(await sealedBytes(organizer))
    expect(seals).toMatchObject([
      { intact: true, wholeFile: true, certificateFingerprint: fingerprint, timestamp: null },
    ])
  })

  it('with a wrong password changes nothing', async () => {
    const { organizer } = await readyToSeal()
    const chosen = organizer.agreement.useSealKey(keyInput('falsch'))
    await expect(chosen).rejects.toMatchObject({ code: 'KEY_PASSWORD_WRONG' })
    await expect(organizer.agreement.sealKey()).resolves.toMatchObject({ kind: 'own' })
  })

  it('and its password are never written down, and have to be chosen again after a restart', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const { core, organizer } = await readyToSeal(dataDir)
    await organizer.agreement.useSealKey(keyInput())
    await core.close()

    const everything = await everythingIn(dataDir)
    const secret = parts.key.split('\n').slice(1, -1).join('')
    for (const trace of [PASSWORD, 'PRIVATE KEY', secret, secret.slice(40, 80)]) {
      expect(everything.includes(trace), trace).toBe(false)
    }
    const der = Buffer.from(secret, 'base64')
    expect(everything.includes(der.subarray(-96, -40))).toBe(false)
    expect(everything.includes(p12.subarray(100, 140))).toBe(false)

    const again = clientOf(await runningCore({ dataDir }))
    await expect(again.agreement.sealKey()).resolves.toMatchObject({
      kind: 'organisation',
      isAtHand: false,
      fingerprint,
    })
    await expect(again.agreement.seal({ commandId: newCommandId() })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'seal-key-missing' },
    })
    await again.agreement.useOwnKey()
    const sealed = await again.agreement.seal({ commandId: newCommandId() })
    expect(sealed.certificateFingerprint).not.toBe(fingerprint)
  })
})

describe.skipIf(openssl.skip)(`a timestamp service${openssl.note}`, () => {
  it('puts its time into the seal', async () => {
    const { organizer } = await readyToSeal()
    const url = await servingTimestamps(aTimestampAuthority())
    await organizer.agreement.setTimestampServer({ url })
    await organizer.agreement.seal({ commandId: newCommandId() })
    const bytes = await sealedBytes(organizer)
    expect((await verifySeal(bytes)).seals).toMatchObject([
      {
        intact: true,
        wholeFile: true,
        timestamp: { authority: 'Zeitstempel Löwenstein, Prüfstelle', intact: true },
      },
    ])
    if (!poppler.skip) {
      expect(runTool('pdfsig', { 'a.pdf': bytes }, ['{a.pdf}']).text).toContain('Signature is Valid')
    }
  })

  it('that cannot be reached leaves the choice: nothing is sealed until the organizer goes without', async () => {
    const { core, organizer } = await readyToSeal()
    await organizer.agreement.setTimestampServer({ url: NOBODY })
    const sealing = organizer.agreement.seal({ commandId: newCommandId() })
    await expect(sealing).rejects.toMatchObject({
      code: 'TIMESTAMP_UNREACHABLE',
      data: { reason: 'no-answer' },
    })
    expect(core.parts.handler.state.agreement?.status).toBe('open')
    await organizer.agreement.seal({ commandId: newCommandId(), withoutTimestamp: true })
    expect((await verifySeal(await sealedBytes(organizer))).seals).toMatchObject([
      { intact: true, timestamp: null },
    ])
  })

  it('can be tried again after it came back', async () => {
    const { organizer } = await readyToSeal()
    const authority = aTimestampAuthority()
    let isThere = false
    const url = await serving((request, response) => {
      if (isThere) response.end(authority.answer(request))
      else response.writeHead(503).end()
    })
    await organizer.agreement.setTimestampServer({ url })
    await expect(organizer.agreement.seal({ commandId: newCommandId() })).rejects.toMatchObject({
      data: { reason: 'refused' },
    })
    isThere = true
    await expect(organizer.agreement.seal({ commandId: newCommandId() })).resolves.toHaveProperty('sha256')
  })

  it('is set for good, and off until then', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const core = await runningCore({ dataDir })
    await expect(clientOf(core).agreement.sealKey()).resolves.toMatchObject({ timestampServer: null })
    await clientOf(core).agreement.setTimestampServer({ url: 'https://tsa.example/ts' })
    await core.close()
    const again = clientOf(await runningCore({ dataDir }))
    await expect(again.agreement.sealKey()).resolves.toMatchObject({
      timestampServer: 'https://tsa.example/ts',
    })
    await expect(again.agreement.setTimestampServer({ url: null })).resolves.toMatchObject({
      timestampServer: null,
    })
  })

  it.each(['ftp://tsa.example', 'tsa.example', 'file:///etc/passwd'])('is not asked at %s', async (url) => {
    const organizer = clientOf(await runningCore())
    await expect(organizer.agreement.setTimestampServer({ url })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
  })
})

describe.skipIf(openssl.skip)(`mappe stamp with a key file or a timestamp service${openssl.note}`, () => {
  async function folderWithFiles() {
    const folder = await temporaryFolder()
    const at = (name: string) => join(folder, name)
    const signature = {
      page: 1,
      box: { x: 0.1, y: 0.6, width: 0.4, height: 0.15 },
      strokes: handwritingOf('Ayşe Öztürk'),
      name: 'Dr. Ayşe Öztürk',
    }
    await writeFile(at('a.pdf'), await agreementPdf())
    await writeFile(at('signatures.json'), JSON.stringify([signature]))
    await writeFile(at('seal.p12'), p12)
    await writeFile(at('password'), `\uFEFF${PASSWORD}\r\n`)
    await writeFile(at('wrong'), 'falsch\n')
    const base = ['stamp', at('a.pdf'), '--signatures', at('signatures.json'), '--out', at('out.pdf')]
    return { at, base, p12: ['--p12', at('seal.p12'), '--p12-password-file', at('password')] }
  }

  it('seals with both, and verify tells of both', async () => {
    const { at, base, p12: key } = await folderWithFiles()
    const url = await servingTimestamps(aTimestampAuthority())
    const stamped = await mappeJson<{ certificateFingerprint: string }>(...base, ...key, '--tsa', url)
    expect(stamped.code).toBe(0)
    expect(stamped.json.certificateFingerprint).toBe(fingerprint)
    const { json, code } = await mappeJson<{ seals: object[] }>('verify', at('out.pdf'))
    expect(code).toBe(0)
    expect(json.seals).toMatchObject([
      {
        intact: true,
        signerName: 'Dienstsiegel',
        certificateFingerprint: fingerprint,
        timestamp: { authority: 'Zeitstempel Löwenstein, Prüfstelle', intact: true },
      },
    ])
  })

  it.each([
    [
      'a wrong password',
      1,
      (at: (name: string) => string) => ['--p12', at('seal.p12'), '--p12-password-file', at('wrong')],
    ],
    ['a key file without a password file', 2, (at: (name: string) => string) => ['--p12', at('seal.p12')]],
    [
      'a file that is no key',
      1,
      (at: (name: string) => string) => ['--p12', at('a.pdf'), '--p12-password-file', at('password')],
    ],
    [
      'a service that is not there',
      1,
      (at: (name: string) => string) => ['--keys', at('keys'), '--tsa', NOBODY],
    ],
    [
      'an address that is none',
      2,
      (at: (name: string) => string) => ['--keys', at('keys'), '--tsa', 'tsa.example'],
    ],
  ])('refuses %s with one sentence and writes nothing', async (_what, exit, options) => {
    const { at, base } = await folderWithFiles()
    const { code, stderr } = await mappe(...base, ...options(at))
    expect(code).toBe(exit)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/\n\s+at |Error:|node:/)
    await expect(readFile(at('out.pdf'))).rejects.toThrow('ENOENT')
  })
})
