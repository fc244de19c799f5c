/** Checks the CMS inside a seal with node:crypto alone: digest, signature over the signed attributes, and the certificate's hash among them. */
import { X509Certificate, constants, createHash, verify } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { OID } from './cms.ts'
import { isFullyBound, isPlainlyWritten } from './strict-cms.ts'
import type { SealProblem } from './seal-report.ts'

export type Signer = { signerName: string; organisation: string; certificateFingerprint: string }

export const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const RSASSA_PSS = '1.2.840.113549.1.1.10'

/** A timestamp's token in DER, and the signature it is for. */
export type StampedSignature = { token: Uint8Array; signature: Uint8Array }

/** The signer, as far as the bytes tell, and what is wrong. `hex` is the gap's; `digestOf` hashes the covered bytes. Never throws. */
export function checkCms(
  hex: string,
  digestOf: (algorithm: string) => Buffer,
): { signer?: Signer; stamped?: StampedSignature; problem?: SealProblem } {
  try {
    const { signed, der } = parse(hex)
    const [info] = signed.signerInfos
    const raw = info && certificateOf(signed, info)
    if (!info || !raw) return { problem: 'cms' }
    const certificate = new X509Certificate(raw)
    const problem = problemOf(info, certificate, digestOf) ?? looseEnd(hex, signed, der, certificate)
    const stamped = stampedIn(info)
    return { signer: describe(certificate), ...(stamped && { stamped }), ...(problem && { problem }) }
  } catch {
    return { problem: 'cms' }
  }
}

/** The reserved space behind the CMS is not part of it. */
function parse(hex: string): { signed: pkijs.SignedData; der: Uint8Array } {
  const contents = new Uint8Array(Buffer.from(hex, 'hex'))
  const { result, offset } = asn1js.fromBER(contents.buffer)
  if (offset < 0) throw new Error('not ASN.1')
  const info = new pkijs.ContentInfo({ schema: result })
  return { signed: new pkijs.SignedData({ schema: info.content }), der: contents.subarray(0, offset) }
}

function looseEnd(
  hex: string,
  signed: pkijs.SignedData,
  der: Uint8Array,
  certificate: X509Certificate,
): SealProblem | undefined {
  if (!isPlainlyWritten(hex, der.length)) return 'contents'
  return isFullyBound(signed, der, certificate) ? undefined : 'unsupported'
}

function stampedIn({ unsignedAttrs, signature }: pkijs.SignerInfo): StampedSignature | undefined {
  const value: unknown = unsignedAttrs && valueOf(unsignedAttrs, OID.timestampToken)
  if (!(value instanceof asn1js.BaseBlock)) return undefined
  return { token: new Uint8Array(value.toBER()), signature: signature.valueBlock.valueHexView }
}

/** The signer's certificate in DER, found by issuer and number. */
export function certificateOf(signed: pkijs.SignedData, info: pkijs.SignerInfo): Uint8Array | undefined {
  const { sid } = info
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return undefined
  const certificates = (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)
  const found = certificates.find(
    (one) => one.issuer.isEqual(sid.issuer) && one.serialNumber.isEqual(sid.serialNumber),
  )
  return found && new Uint8Array(found.toSchema(false).toBER())
}

function problemOf(
  info: pkijs.SignerInfo,
  certificate: X509Certificate,
  digestOf: (algorithm: string) => Buffer,
): SealProblem | undefined {
  const problem = signatureProblem(info, certificate, digestOf)
  if (problem || !info.signedAttrs) return problem
  const isNamed = namesCertificate(info.signedAttrs, certificate, OID.signingCertificateV2, 'sha256')
  return isNamed ? undefined : 'certificate-hash'
}

/** What is wrong with the digest among the signed attributes, or the signature over them. */
export function signatureProblem(
  info: pkijs.SignerInfo,
  certificate: X509Certificate,
  digestOf: (algorithm: string) => Buffer,
): SealProblem | undefined {
  const algorithm = DIGESTS[info.digestAlgorithm.algorithmId]
  const attributes = info.signedAttrs
  if (!algorithm || !attributes) return 'unsupported'
  const stated = octets(valueOf(attributes, OID.messageDigest))
  if (!stated?.equals(digestOf(algorithm))) return 'digest'
  // encodedValue is the [0] of the signer info, re-tagged as the SET that was signed (RFC 5652 § 5.4)
  const covered = Buffer.from(attributes.encodedValue)
  const signature = Buffer.from(info.signature.valueBlock.valueHexView)
  const isPss = info.signatureAlgorithm.algorithmId === RSASSA_PSS
  const key = { key: certificate.publicKey, ...(isPss && { padding: constants.RSA_PKCS1_PSS_PADDING }) }
  return verify(algorithm, covered, key, signature) ? undefined : 'signature'
}

/** Whether the attribute of this type begins with the certificate's hash; `usual` is the hash where none is named (RFC 5035 § 3 and 5). */
export function namesCertificate(
  attributes: pkijs.SignedAndUnsignedAttributes,
  certificate: X509Certificate,
  type: string,
  usual: string,
): boolean {
  const first = firstOf(firstOf(valueOf(attributes, type)))
  const items = first instanceof asn1js.Sequence ? first.valueBlock.value : []
  const [head] = items
  const named = head instanceof asn1js.Sequence ? firstOf(head) : undefined
  const algorithm = named instanceof asn1js.ObjectIdentifier ? DIGESTS[named.valueBlock.toString()] : usual
  const hash = octets(items.find((item) => item instanceof asn1js.OctetString))
  return (
    algorithm !== undefined &&
    hash !== undefined &&
    createHash(algorithm).update(certificate.raw).digest().equals(hash)
  )
}

const valueOf = (attributes: pkijs.SignedAndUnsignedAttributes, type: string): unknown =>
  attributes.attributes.find((attribute) => attribute.type === type)?.values[0]

const firstOf = (value: unknown): unknown =>
  value instanceof asn1js.Sequence ? value.valueBlock.value[0] : undefined

const octets = (value: unknown): Buffer | undefined =>
  value instanceof asn1js.OctetString ? Buffer.from(value.valueBlock.valueHexView) : undefined

function describe(certificate: X509Certificate): Signer {
  const part = (key: string) =>
    certificate.subject
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1) ?? ''
  return {
    signerName: part('CN'),
    organisation: part('O'),
    certificateFingerprint: certificate.fingerprint256,
  }
}
