/** Leaves a seal no byte that could be changed unnoticed: one encoding, and nothing inside that is bound to nothing. */
import { X509Certificate, createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { OID } from './cms.ts'

const SIGNATURE_ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  /** ecdsa-with-SHA256, -384, -512 (RFC 5758 § 3.2) */
  ec: ['1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'],
  /** rsaEncryption, sha256-, sha384-, sha512WithRSAEncryption (RFC 8017 § A.2.4) */
  rsa: [OID.rsaEncryption, '1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'],
}

/** Behind the signature, and in the digits themselves: hexadecimal in one case, then zeros to the end of the gap. */
export function isPlainlyWritten(hex: string, cmsLength: number): boolean {
  const hasBothCases = /[a-f]/.test(hex) && /[A-F]/.test(hex)
  return !hasBothCases && /^0*$/.test(hex.slice(cmsLength * 2))
}

/**
 * Whether all of the CMS follows from what the signature and the certificates vouch for. Others may seal in ways that
 * do not (unsigned attributes, certificates whose issuer is missing): such a seal may be good, but not every byte of it can be checked.
 */
export function isFullyBound(signed: pkijs.SignedData, der: Uint8Array, leaf: X509Certificate): boolean {
  const [info] = signed.signerInfos
  return (
    info !== undefined &&
    isOneEncoding(signed, der) &&
    isMinimal(signed, info) &&
    namesAlgorithmsPlainly(signed, info, leaf) &&
    namesTheLeaf(signed, info, leaf) &&
    areCertificatesVouchedFor(signed, info)
  )
}

function isOneEncoding(signed: pkijs.SignedData, der: Uint8Array): boolean {
  const content = signed.toSchema(true)
  const again = new pkijs.ContentInfo({ contentType: OID.signedData, content }).toSchema().toBER()
  return Buffer.from(again).equals(der)
}

const isMinimal = (signed: pkijs.SignedData, info: pkijs.SignerInfo): boolean =>
  signed.version === 1 &&
  info.version === 1 &&
  signed.signerInfos.length === 1 &&
  hasNothingUnsignedButTimestamp(info) &&
  !signed.crls?.length &&
  !signed.ocsps?.length &&
  signed.encapContentInfo.eContent === undefined &&
  signed.encapContentInfo.eContentType === OID.data &&
  contentTypeOf(info) === OID.data

/** A timestamp comes after the signature and is signed by itself; it is judged apart. */
function hasNothingUnsignedButTimestamp({ unsignedAttrs }: pkijs.SignerInfo): boolean {
  if (unsignedAttrs === undefined) return true
  const [first, second] = unsignedAttrs.attributes
  return first?.type === OID.timestampToken && first.values.length === 1 && second === undefined
}

function contentTypeOf(info: pkijs.SignerInfo): string | undefined {
  const value: unknown = info.signedAttrs?.attributes.find(({ type }) => type === OID.contentType)?.values[0]
  return value instanceof asn1js.ObjectIdentifier ? value.valueBlock.toString() : undefined
}

function namesAlgorithmsPlainly(
  signed: pkijs.SignedData,
  info: pkijs.SignerInfo,
  leaf: X509Certificate,
): boolean {
  const { digestAlgorithm, signatureAlgorithm } = info
  const [listed] = signed.digestAlgorithms
  const fitting = SIGNATURE_ALGORITHMS[leaf.publicKey.asymmetricKeyType ?? ''] ?? []
  return (
    signed.digestAlgorithms.length === 1 &&
    listed?.algorithmId === digestAlgorithm.algorithmId &&
    fitting.includes(signatureAlgorithm.algorithmId) &&
    [listed, digestAlgorithm, signatureAlgorithm].every(hasNoParameters)
  )
}

const hasNoParameters = ({ algorithmParams }: pkijs.AlgorithmIdentifier): boolean =>
  algorithmParams === undefined || algorithmParams instanceof asn1js.Null

/** By the very bytes of issuer and number: comparing names as people do would let a capital pass for a small letter. */
function namesTheLeaf(signed: pkijs.SignedData, info: pkijs.SignerInfo, leaf: X509Certificate): boolean {
  const { sid } = info
  const found = certificatesIn(signed).find((one) => rawOf(one).equals(leaf.raw))
  return (
    sid instanceof pkijs.IssuerAndSerialNumber &&
    found !== undefined &&
    derOf(sid.issuer.toSchema()).equals(derOf(found.issuer.toSchema())) &&
    derOf(sid.serialNumber).equals(derOf(found.serialNumber))
  )
}

/** Every certificate is named by its hash in the signed attributes, or signed by one that is here. */
function areCertificatesVouchedFor(signed: pkijs.SignedData, info: pkijs.SignerInfo): boolean {
  const found = certificatesIn(signed)
  if (found.length !== (signed.certificates ?? []).length) return false
  const all = found.map((one) => new X509Certificate(rawOf(one)))
  const named = hashesNamed(info)
  return all.every((one) => named.includes(sha256(one.raw)) || all.some((issuer) => isIssuedBy(one, issuer)))
}

/** The hashes in SigningCertificateV2 (RFC 5035 § 3), in hex. */
function hashesNamed(info: pkijs.SignerInfo): string[] {
  const value: unknown = info.signedAttrs?.attributes.find(({ type }) => type === OID.signingCertificateV2)
    ?.values[0]
  const ids = partsOf(partsOf(value)[0])
  return ids.flatMap((id) =>
    partsOf(id).flatMap((part) =>
      part instanceof asn1js.OctetString ? [Buffer.from(part.valueBlock.valueHexView).toString('hex')] : [],
    ),
  )
}

const partsOf = (value: unknown): unknown[] =>
  value instanceof asn1js.Sequence ? value.valueBlock.value : []

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const isIssuedBy = (one: X509Certificate, issuer: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey)

const certificatesIn = (signed: pkijs.SignedData): pkijs.Certificate[] =>
  (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)

const rawOf = (certificate: pkijs.Certificate) => derOf(certificate.toSchema(false))

const derOf = (value: asn1js.AsnType) => Buffer.from(value.toBER())
