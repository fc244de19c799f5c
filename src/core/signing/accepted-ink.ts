/** The ink of a signature as it may be kept: drawn well enough to be one, or set from the name that was typed. */
import type { InkOnWire } from '../../shared/contract/signing.ts'
import type { SignatureInput } from '../../shared/domain/signing/signature.ts'
import { MappeError } from '../../shared/errors.ts'
import { judgeInk } from '../../shared/ink.ts'
import type { Ink } from '../../shared/ink.ts'
import { typedInk } from './typed-ink.ts'

type Handed = { ink: InkOnWire; input: SignatureInput; typed?: string | undefined }

/**
 * A typed name is set here again, so that nothing drawn passes for typed and nothing typed for drawn.
 * @throws MappeError INK_TOO_LITTLE { verdict }; INPUT_INVALID, GLYPH_MISSING for a typed name
 */
export async function acceptedInk({ ink, input, typed }: Handed): Promise<Ink> {
  if ((input === 'typed') !== (typed !== undefined)) throw new MappeError('INPUT_INVALID')
  if (typed !== undefined) return typedInk(typed)
  const verdict = judgeInk(ink)
  if (verdict !== 'good') throw new MappeError('INK_TOO_LITTLE', { verdict })
  return ink
}
