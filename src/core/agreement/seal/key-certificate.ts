/** What a certificate says of the key it goes with: its issuers, its validity, what it may be used for (RFC 5280). */
import type { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

export type KeyWarning = 'expired' | 'not-yet-valid' | 'not-for-signing'

const KEY_USAGE = '2.5.29.15'
/** digitalSignature and nonRepudiation, the first two bits (RFC 5280 § 4.2.1.3). */
const SIGNING_BITS = 0b1100_0000
/** Extended key usages under which PDF programs take a seal: document signing (RFC 9336), e-mail protection, any, Adobe's and Microsoft's own. */
const SIGNING_USAGES = [
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.5.5.7.3.4',
  '2.5.29.37.0',
  '1.2.840.113583.1.1.5',
  '1.3.6.1.4.1.311.10.3.12',
]
/** A chain is short; a longer one turns in circles. */
const LONGEST_CHAIN = 8

/** The issuers among `known`, nearest first, as far as they are there. */
export function issuersOf(leaf: X509Certificate, known: readonly X509Certificate[]): X509Certificate[] {
  const chain: X509Certificate[] = []
  let last = leaf
  while (chain.length < LONGEST_CHAIN && !last.checkIssued(last)) {
    const child = last
    const issuer = known.find((one) => child.checkIssued(one) && child.verify(one.publicKey))
    if (!issuer) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}

/** Why a seal with this certificate may be doubted. */
export function signingWarnings(certificate: X509Certificate, now: Date): KeyWarning[] {
  const warnings: KeyWarning[] = []
  if (certificate.validToDate < now) warnings.push('expired')
  if (certificate.validFromDate > now) warnings.push('not-yet-valid')
  if (!isForSigning(certificate)) warnings.push('not-for-signing')
  return warnings
}

function isForSigning(certificate: X509Certificate): boolean {
  const extended = certificate.keyUsage
  if (certificate.ca || !allowsSignatures(certificate)) return false
  return extended === undefined || extended.some((usage) => SIGNING_USAGES.includes(usage))
}

/** Without the extension every use is allowed. */
function allowsSignatures(certificate: X509Certificate): boolean {
  const { extensions = [] } = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw))
  const usage = extensions.find(({ extnID }) => extnID === KEY_USAGE)
  if (!usage) return true
  const { result } = asn1js.fromBER(new Uint8Array(usage.extnValue.valueBlock.valueHexView))
  const [bits = 0] = result instanceof asn1js.BitString ? result.valueBlock.valueHexView : []
  return (bits & SIGNING_BITS) !== 0
}

/** A part of a name as Node prints it, one part a line: `CN`, `O`. Empty where it is missing. */
export const partOfName = (name: string, part: string): string =>
  name
    .split('\n')
    .find((line) => line.startsWith(`${part}=`))
    ?.slice(part.length + 1) ?? ''

/** What a person calls the holder: common name and organisation. */
export const holderOf = (name: string): string =>
  [...new Set([partOfName(name, 'CN'), partOfName(name, 'O')])].filter(Boolean).join(', ')
