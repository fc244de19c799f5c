import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { plainFiles } from '../../../src/core/folder/folder-files.ts'
import { openTlsCertificate } from '../../../src/server/tls-certificate.ts'
import type { TlsCertificate } from '../../../src/server/tls-certificate.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

const NAMES = ['127.0.0.1', '192.0.2.7']

/** The answer of a server with this certificate to a client that trusts the given authority alone. */
async function statusTrusting(certificate: TlsCertificate, authority: string): Promise<number | undefined> {
  const server = createServer(certificate, (_request, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, ca: authority }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    )
  })
}

const authorityIn = (folder: string) => readFile(join(folder, 'network-certificate.pem'), 'utf8')

describe('the certificate for the house network', () => {
  it('is accepted by a device that trusts the host’s authority', async () => {
    const folder = await temporaryFolder()
    const certificate = await openTlsCertificate(folder, NAMES, new Date(), plainFiles())
    await expect(statusTrusting(certificate, await authorityIn(folder))).resolves.toBe(200)
  })

  it('is refused by a device that trusts another host', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
    const certificate = await openTlsCertificate(folder, NAMES, new Date(), plainFiles())
    await openTlsCertificate(other, NAMES, new Date(), plainFiles())
    await expect(statusTrusting(certificate, await authorityIn(other))).rejects.toThrow()
  })

  it('names every address under which stations reach the host', async () => {
    const { cert } = await openTlsCertificate(await temporaryFolder(), NAMES, new Date(), plainFiles())
    const leaf = new X509Certificate(cert)
    for (const name of NAMES) expect(leaf.checkIP(name)).toBe(name)
    expect(leaf.checkHost('localhost')).toBe('localhost')
    expect(leaf.ca).toBe(false)
  })

  it('writes a computer’s name with umlauts as browsers want it', async () => {
    const { cert } = await openTlsCertificate(await temporaryFolder(), ['BÜRO-PC'], new Date(), plainFiles())
    expect(new X509Certificate(cert).subjectAltName).toContain('DNS:xn--bro-pc-3ya')
  })

  it('comes from the same authority after a restart and a change of address', async () => {
    const folder = await temporaryFolder()
    const before = await openTlsCertificate(folder, NAMES, new Date(), plainFiles())
    const after = await openTlsCertificate(folder, ['127.0.0.1', '192.0.2.99'], new Date(), plainFiles())
    expect(after.authorityFingerprint).toBe(before.authorityFingerprint)
    expect(new X509Certificate(after.cert).checkIP('192.0.2.99')).toBe('192.0.2.99')
    expect(new X509Certificate(await authorityIn(folder)).fingerprint256).toBe(before.authorityFingerprint)
  })

  it.skipIf(process.platform === 'win32')('keeps its key for the owner alone', async () => {
    const folder = await temporaryFolder()
    await openTlsCertificate(folder, NAMES, new Date(), plainFiles())
    expect((await stat(join(folder, 'network-key.pem'))).mode & 0o077).toBe(0)
  })
})
