/** Who signed a file digitally before it came here, and whether those signatures still hold. */
import { isMappeError } from '../../../shared/errors.ts'
import type { FoundSignature } from '../pdf/pdf-marks.ts'
import { verifySeal } from '../seal/verify.ts'
import type { SealFinding } from '../seal/seal-report.ts'

/** `unclear`: made in a way that this program cannot check. `added-to`: intact, but something followed that no signature covers. */
export type SignatureState = 'intact' | 'added-to' | 'broken' | 'unclear'

/** `name` may be empty; `at` is ISO in UTC, as the file says. */
export type EarlierSigner = { name: string; at: string | null; state: SignatureState }

/**
 * By the certificates where they can be read, else as the signature dictionaries say (`said`, in the same order): in a protected
 * file the certificates are in the clear and the names are not.
 */
export async function earlierSigners(
  bytes: Uint8Array,
  said: readonly FoundSignature[],
): Promise<EarlierSigner[]> {
  const seals = await sealsIn(bytes)
  if (seals.length === 0) return said.map(({ name }) => ({ name: name ?? '', at: null, state: 'unclear' }))
  const isCovered = seals.some((seal) => seal.wholeFile && holds(seal))
  return seals.map((seal, index) => ({
    name: seal.certificateFingerprint === '' ? (said[index]?.name ?? '') : seal.signerName,
    at: seal.sealedAt,
    state: stateOf(seal, isCovered),
  }))
}

/** Others than ours need not bind the certificate's hash: digest and signature are right where only that is missing. */
const holds = ({ intact, problem }: SealFinding): boolean => intact || problem === 'certificate-hash'

function stateOf(seal: SealFinding, isCovered: boolean): SignatureState {
  if (holds(seal)) return isCovered ? 'intact' : 'added-to'
  return seal.problem === 'digest' || seal.problem === 'signature' ? 'broken' : 'unclear'
}

async function sealsIn(bytes: Uint8Array): Promise<SealFinding[]> {
  try {
    return (await verifySeal(bytes)).seals
  } catch (error) {
    if (isMappeError(error)) return []
    throw error
  }
}
