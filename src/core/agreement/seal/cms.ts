/** The signature inside a seal: CMS SignedData (RFC 5652) at CAdES baseline B (ETSI EN 319 122-1), without a time of its own. */
import { X509Certificate, createHash, createPrivateKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { SealKey } from './seal-key.ts'

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const

/** A signature that is made but not yet packed: `signature` is what a timestamp is asked for. */
export type MadeSignature = {
  signature: Uint8Array
  /** The CMS in DER, detached, with the timestamp token (DER) for the signature where there is one. */
  pack: (timestampToken?: Uint8Array) => Uint8Array
}

/** Signs content with this SHA-256 digest. */
export type Sign = (digest: Uint8Array) => MadeSignature

/** Reads key and certificates once for all that is signed with them. */
export function signingWith(key: SealKey): Sign {
  const chain = [key.certificate, ...key.issuers].map(rawOf)
  const certificates = chain.map((raw) => pkijs.Certificate.fromBER(raw))
  const [leaf] = certificates
  if (!leaf) throw new Error('a seal key without certificate')
  const privateKey = createPrivateKey(key.privateKey)
  return (digest) => {
    const attributes = signedAttributes(digest, leaf, chain)
    return signedBy(leaf, certificates, attributes, privateKey)
  }
}

function signedBy(
  leaf: pkijs.Certificate,
  certificates: pkijs.Certificate[],
  attributes: pkijs.Attribute[],
  privateKey: KeyObject,
): MadeSignature {
  const { signature, signatureAlgorithm } = signatureOver(attributes, privateKey)
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: leaf.issuer, serialNumber: leaf.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm,
    signature: new asn1js.OctetString({ valueHex: bufferOf(signature) }),
  })
  return { signature, pack: (token) => packed(signer, certificates, token) }
}

function packed(
  signer: pkijs.SignerInfo,
  certificates: pkijs.Certificate[],
  token: Uint8Array | undefined,
): Uint8Array {
  if (token) signer.unsignedAttrs = timestampAttribute(token)
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates,
    signerInfos: [signer],
  })
  const info = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) })
  return new Uint8Array(info.toSchema().toBER())
}

/** signature-time-stamp (RFC 5126 § 6.1.1): unsigned, for it comes after the signature. */
function timestampAttribute(token: Uint8Array): pkijs.SignedAndUnsignedAttributes {
  const value = asn1js.fromBER(bufferOf(token)).result
  return new pkijs.SignedAndUnsignedAttributes({
    type: 1,
    attributes: [new pkijs.Attribute({ type: OID.timestampToken, values: [value] })],
  })
}

const rawOf = (pem: string) => new Uint8Array(new X509Certificate(pem).raw)

function signatureOver(attributes: pkijs.Attribute[], privateKey: KeyObject) {
  const set = new asn1js.Set({ value: attributes.map((attribute) => attribute.toSchema()) })
  const signature = sign('sha256', Buffer.from(set.toBER()), { key: privateKey, dsaEncoding: 'der' })
  const rsa = privateKey.asymmetricKeyType === 'rsa'
  return {
    signatureAlgorithm: rsa
      ? new pkijs.AlgorithmIdentifier({ algorithmId: OID.rsaEncryption, algorithmParams: new asn1js.Null() })
      : new pkijs.AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 }),
    signature: new Uint8Array(signature),
  }
}

/** In the order DER wants for a SET: sorted by their encoding (X.690 § 11.6). */
function signedAttributes(
  digest: Uint8Array,
  leaf: pkijs.Certificate,
  chain: readonly Uint8Array[],
): pkijs.Attribute[] {
  const attributes = [
    attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, new asn1js.OctetString({ valueHex: bufferOf(digest) })),
    attribute(OID.signingCertificateV2, signingCertificates(leaf, chain)),
  ]
  return attributes.toSorted((a, b) => Buffer.compare(derOf(a), derOf(b)))
}

const attribute = (type: string, value: asn1js.AsnType) => new pkijs.Attribute({ type, values: [value] })

const derOf = (attribute: pkijs.Attribute) => Buffer.from(attribute.toSchema().toBER())

/**
 * SigningCertificateV2 (RFC 5035 § 3): the certificate that seals, and then its issuers, so that none of them can be exchanged
 * even where the root is not among them. SHA-256 is the default and so left out.
 */
function signingCertificates(leaf: pkijs.Certificate, chain: readonly Uint8Array[]): asn1js.Sequence {
  const issuer = new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 4, value: leaf.issuer })] })
  const issuerSerial = new asn1js.Sequence({ value: [issuer.toSchema(), leaf.serialNumber] })
  const ids = chain.map((raw, index) => {
    const hash = new asn1js.OctetString({ valueHex: bufferOf(createHash('sha256').update(raw).digest()) })
    return new asn1js.Sequence({ value: index === 0 ? [hash, issuerSerial] : [hash] })
  })
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: ids })] })
}

/** asn1js keeps the buffer it is given, so it gets one of its own. */
const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer
