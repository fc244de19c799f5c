/** A timestamp (RFC 3161): which moment it states for a signature, who says so, and whether it is unchanged. */
import { X509Certificate, createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { OID } from './cms.ts'
import { holderOf } from './key-certificate.ts'
import { DIGESTS, certificateOf, namesCertificate, signatureProblem } from './verify-cms.ts'
import type { TimestampFinding } from './seal-report.ts'

export type Timestamp = TimestampFinding & {
  /** What the request asked to be repeated; empty where there was nothing. */
  nonce: Buffer
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4'
/** The older attribute, as RFC 3161 has it: many services still write it. */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
/** The only purpose a timestamping certificate may have (RFC 3161 § 2.3). */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/** Examines a token for the signature it belongs to. Never throws: what cannot be read is not intact. */
export function readTimestamp(token: Uint8Array, signature: Uint8Array): Timestamp {
  try {
    return examine(token, signature)
  } catch {
    return { at: null, authority: '', intact: false, nonce: Buffer.alloc(0) }
  }
}

function examine(token: Uint8Array, signature: Uint8Array): Timestamp {
  const signed = signedDataOf(token)
  const content = Buffer.from(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer())
  const stated = pkijs.TSTInfo.fromBER(new Uint8Array(content))
  const [info] = signed.signerInfos
  const raw = info && certificateOf(signed, info)
  if (!info || !raw) throw new Error('no certificate')
  const certificate = new X509Certificate(raw)
  return {
    at: stated.genTime.toISOString(),
    authority: holderOf(certificate.subject),
    intact:
      isTimeFor(signed, stated, signature) &&
      isAuthority(certificate, stated.genTime) &&
      isSigned(info, certificate, content),
    nonce: withoutLeadingZeros(stated.nonce),
  }
}

function signedDataOf(token: Uint8Array): pkijs.SignedData {
  const info = pkijs.ContentInfo.fromBER(new Uint8Array(token))
  if (info.contentType !== OID.signedData) throw new Error('no signed data')
  return new pkijs.SignedData({ schema: info.content })
}

function isTimeFor(
  signed: pkijs.SignedData,
  { messageImprint }: pkijs.TSTInfo,
  signature: Uint8Array,
): boolean {
  const hash = DIGESTS[messageImprint.hashAlgorithm.algorithmId]
  if (!hash || signed.encapContentInfo.eContentType !== TST_INFO) return false
  const imprint = Buffer.from(messageImprint.hashedMessage.getValue())
  return createHash(hash).update(signature).digest().equals(imprint)
}

const isAuthority = (certificate: X509Certificate, at: Date): boolean =>
  (certificate.keyUsage ?? []).includes(TIME_STAMPING) &&
  certificate.validFromDate <= at &&
  at <= certificate.validToDate

function isSigned(info: pkijs.SignerInfo, certificate: X509Certificate, content: Buffer): boolean {
  const digestOf = (algorithm: string) => createHash(algorithm).update(content).digest()
  const attributes = info.signedAttrs
  return (
    attributes !== undefined &&
    signatureProblem(info, certificate, digestOf) === undefined &&
    (namesCertificate(attributes, certificate, OID.signingCertificateV2, 'sha256') ||
      namesCertificate(attributes, certificate, SIGNING_CERTIFICATE, 'sha1'))
  )
}

function withoutLeadingZeros(nonce: asn1js.Integer | undefined): Buffer {
  const bytes = Buffer.from(nonce?.valueBlock.valueHexView ?? [])
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? Buffer.alloc(0) : bytes.subarray(first)
}
