/** The certificate for HTTPS in the house network: a small authority of the host's own and a leaf for its addresses. */
import 'reflect-metadata'
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import * as x509 from '@peculiar/x509'
import type { Core } from '../core/core.ts'

/** `key` and `cert` as PEM, `authority` as DER: the certificate a device may install. */
export type TlsCertificate = {
  key: string
  cert: string
  authority: Uint8Array
  authorityFingerprint: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
type KeyPair = Awaited<ReturnType<typeof newKeys>>

const DAY_MS = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 3650
/** Browsers refuse leaves that live longer than 398 days. */
const LEAF_DAYS = 90

/** How the folder of keys keeps its files: durably, and sealed where it is protected. */
type KeyFiles = Pick<Core['parts']['folder']['files'], 'read' | 'write'>

type Pair = { certificate: x509.X509Certificate; keys: KeyPair }

/**
 * Opens the host's authority (made on first use in `folder`) and issues a leaf for the present addresses.
 * `names`: IP addresses or host names under which stations reach this host.
 */
export async function openTlsCertificate(
  folder: string,
  names: string[],
  now: Date,
  files: KeyFiles,
): Promise<TlsCertificate> {
  const authority = (await readAuthority(folder, files)) ?? (await makeAuthority(folder, now, files))
  const keys = await newKeys()
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=Unterschriftenmappe',
    issuer: authority.certificate.subject,
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + LEAF_DAYS * DAY_MS),
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternativeNames(names)),
    ],
  })
  return {
    key: await keyToPem(keys.privateKey),
    cert: `${leaf.toString('pem')}\n${authority.certificate.toString('pem')}`,
    authority: new Uint8Array(authority.certificate.rawData),
    authorityFingerprint: fingerprintOf(authority.certificate),
  }
}

/** A name in a certificate is ASCII (RFC 5280 § 4.2.1.6), a computer's name need not be; browsers refuse the whole certificate then. */
const alternativeNames = (names: string[]) =>
  ['localhost', hostname(), ...names]
    .map((name) =>
      isIP(name)
        ? { type: 'ip' as const, value: name }
        : { type: 'dns' as const, value: domainToASCII(name) },
    )
    .filter(({ value }) => value !== '')

const fingerprintOf = (certificate: x509.X509Certificate): string =>
  (createHash('sha256').update(new Uint8Array(certificate.rawData)).digest('hex').match(/../g) ?? [])
    .join(':')
    .toUpperCase()

async function makeAuthority(folder: string, now: Date, files: KeyFiles): Promise<Pair> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Unterschriftenmappe – Hausnetz',
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })
  const keep = (name: string, text: string) => files.write(join(folder, name), Buffer.from(text))
  await keep('network-certificate.pem', certificate.toString('pem'))
  await keep('network-key.pem', await keyToPem(keys.privateKey))
  return { certificate, keys }
}

async function readAuthority(folder: string, files: KeyFiles): Promise<Pair | null> {
  const read = async (name: string) => (await files.read(join(folder, name))).toString('utf8')
  try {
    const key = await read('network-key.pem')
    const certificate = new x509.X509Certificate(await read('network-certificate.pem'))
    const bytes = x509.PemConverter.decodeFirst(key)
    const privateKey = await crypto.subtle.importKey('pkcs8', bytes, ALGORITHM, true, ['sign'])
    return {
      certificate,
      keys: { privateKey, publicKey: await certificate.publicKey.export() },
    }
  } catch {
    return null
  }
}

const keyToPem = async (key: KeyPair['privateKey']): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
