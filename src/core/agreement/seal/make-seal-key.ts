/** Makes the host's own seal key: a small root and, under it, the certificate that seals (RFC 5280). */
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

const newKeys = () => crypto.subtle.generateKey(P256, true, ['sign', 'verify'])
type KeyPair = Awaited<ReturnType<typeof newKeys>>

const ROOT_YEARS = 30
const LEAF_YEARS = 20
/** Document signing (RFC 9336) and e-mail protection: without the latter some validators know no use for the certificate. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36'
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4'

export type SealOwner = { organisation: string; commonName: string }

/** PEM texts of a new PKCS#8 key, its certificate, and the root that issued it. The root's key is not kept: it signs once. */
export async function makeSealKey(
  owner: SealOwner,
  now: Date,
): Promise<{ privateKey: string; certificate: string; root: string }> {
  const rootKeys = await newKeys()
  const leafKeys = await newKeys()
  const root = await makeRoot(owner, now, rootKeys)
  const leaf = await makeLeaf(owner, now, root, rootKeys, leafKeys)
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey)
  return {
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    certificate: leaf.toString('pem'),
    root: root.toString('pem'),
  }
}

function makeRoot(owner: SealOwner, now: Date, keys: KeyPair) {
  return x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: nameOf(owner, `${owner.commonName} – Wurzel`),
      ...validity(now, ROOT_YEARS),
      signingAlgorithm: P256,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    },
    crypto,
  )
}

async function makeLeaf(
  owner: SealOwner,
  now: Date,
  root: x509.X509Certificate,
  rootKeys: KeyPair,
  leafKeys: KeyPair,
) {
  const usage = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: nameOf(owner, owner.commonName),
      issuer: root.subjectName,
      ...validity(now, LEAF_YEARS),
      signingAlgorithm: P256,
      signingKey: rootKeys.privateKey,
      publicKey: leafKeys.publicKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(usage, true),
        new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNING, EMAIL_PROTECTION]),
        await x509.AuthorityKeyIdentifierExtension.create(root, false, crypto),
        await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  )
}

/** Names hold umlauts, so every part is a UTF8String. */
const nameOf = (owner: SealOwner, commonName: string) =>
  new x509.Name([{ O: [{ utf8String: owner.organisation }] }, { CN: [{ utf8String: commonName }] }])

/** Valid from the beginning of the day before, so that a clock set right later does not make the seal too early. */
function validity(now: Date, years: number): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1))
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  return { notBefore, notAfter }
}

/** 127 random bits, positive (RFC 5280 § 4.1.2.2). */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `4${Buffer.from(bytes).toString('hex').slice(1)}`
}
