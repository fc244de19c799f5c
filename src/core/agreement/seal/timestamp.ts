/** Asks a timestamp service when a signature existed (RFC 3161 over HTTP): the one thing of a seal that this computer cannot say by itself. */
import { createHash, randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { MappeError } from '../../../shared/errors.ts'
import { OID } from './cms.ts'
import { readTimestamp } from './timestamp-token.ts'

export type TimestampOptions = { timeoutMs?: number; nonce?: Uint8Array }

/** Room for a token with its certificates in the gap of a seal; common ones have 2 to 8 KiB. */
export const MOST_TOKEN_BYTES = 16_384
const TIMEOUT_MS = 10_000
const MOST_ANSWER_BYTES = 65_536
/** granted, and granted with modifications (RFC 3161 § 2.4.2). */
const GRANTED = [0, 1]

/**
 * A token in DER for these signature bytes, checked: its hash, its nonce, the certificate that signed it. `url` is http or https.
 * @throws MappeError TIMESTAMP_UNREACHABLE with `reason` `no-answer`, `refused` (the service said no) or `unusable` (the answer is not a timestamp for this).
 */
export async function requestTimestamp(
  url: string,
  signature: Uint8Array,
  { timeoutMs = TIMEOUT_MS, nonce = freshNonce() }: TimestampOptions = {},
): Promise<Uint8Array> {
  const answer = await ask(url, requestFor(signature, nonce), timeoutMs)
  const token = tokenIn(answer)
  const stamp = readTimestamp(token, signature)
  if (!stamp.intact) fail('unusable', 'the timestamp does not fit')
  if (!stamp.nonce.equals(nonce)) fail('unusable', 'the timestamp answers another request')
  if (token.length > MOST_TOKEN_BYTES) fail('unusable', 'the timestamp is too long')
  return token
}

/** Positive and without a leading zero, so that it is the same number in every encoding. */
function freshNonce(): Uint8Array {
  const bytes = randomBytes(8)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

function requestFor(signature: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const hashedMessage = createHash('sha256').update(signature).digest()
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: OID.sha256,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(hashedMessage).buffer }),
    }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  })
  return new Uint8Array(request.toSchema().toBER())
}

async function ask(url: string, body: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<Uint8Array> {
  try {
    const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' })
    if (!response.ok) return fail('refused', `HTTP ${response.status}`)
    return await bodyOf(response)
  } catch (error) {
    if (error instanceof MappeError) throw error
    return fail('no-answer', String(error))
  }
}

/** Reads no more than a timestamp can be long. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MOST_ANSWER_BYTES) fail('unusable', 'the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The token's own bytes. It goes into the seal as it is, so it must be in the one encoding that reading and writing leave alone (DER). */
function tokenIn(answer: Uint8Array): Uint8Array {
  const { status, token } = parse(answer)
  if (!GRANTED.includes(status)) fail('refused', `status ${status}`)
  const { result } = asn1js.fromBER(new Uint8Array(token))
  if (token.length === 0 || !Buffer.from(result.toBER()).equals(token))
    fail('unusable', 'the token is not DER')
  return token
}

function parse(answer: Uint8Array): { status: number; token: Uint8Array } {
  try {
    const { result } = asn1js.fromBER(new Uint8Array(answer))
    const [, token] = result instanceof asn1js.Sequence ? result.valueBlock.value : []
    const { status } = new pkijs.TimeStampResp({ schema: result })
    return { status: status.status, token: new Uint8Array(token?.valueBeforeDecodeView ?? []) }
  } catch (error) {
    return fail('unusable', String(error))
  }
}

function fail(reason: string, detail: string): never {
  throw new MappeError('TIMESTAMP_UNREACHABLE', { reason }, `timestamp: ${detail}`)
}
