/** Reads a journal line without parsing its JSON: the head comes first in canonical form, so its bytes can be hashed as they lie. */
import { hash } from 'node:crypto'
import { SALT_LENGTH } from './entry.ts'

export type RawLine = {
  /** as it stands between the quotes, latin1, escapes and all; see readCommandId */
  rawCommandId: string
  seq: number
  part: number
  parts: number
  prev: string
  hash: string
  /** what the bytes of the line really hash to */
  actualHash: string
  payloadHash: string
  /** null when the payload is redacted: there is nothing left to hash */
  actualPayloadHash: string | null
}

const STRING = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`
const HASH = '"([0-9a-f]{64})"'
const HEAD = new RegExp(
  String.raw`^\{"at":"[^"]{24}","commandId":(${STRING}),"part":(\d{1,9}),"parts":(\d{1,9}),` +
    String.raw`"payloadHash":${HASH},"prev":${HASH},"seq":(\d{1,15}),"station":${STRING},"type":${STRING},"version":\d{1,9}` +
    String.raw`,"hash":${HASH},"payload":`,
)
/** what HEAD matches behind the head proper: ,"hash":"…","payload": */
const BEHIND_HEAD = ',"hash":"","payload":'.length + 64
const SALT = new RegExp(String.raw`^,"salt":"([0-9a-f]{${SALT_LENGTH}})"\}$`)
const SALT_END = ',"salt":""}'.length + SALT_LENGTH
const REDACTED_END = 'null,"salt":""}'

/** `line` without its line end. Null when it is not built like an entry. */
export const readRawLine = (line: Buffer): RawLine | null => {
  const text = line.toString('latin1')
  const head = HEAD.exec(text)
  if (!head) return null
  const [matched, rawCommandId = '', part, parts, payloadHash = '', prev = '', seq, entryHash = ''] = head
  const actualPayloadHash = hashPayload(line, text, matched.length)
  if (actualPayloadHash === undefined) return null
  return {
    rawCommandId,
    seq: Number(seq),
    part: Number(part),
    parts: Number(parts),
    prev,
    hash: entryHash,
    actualHash: hashBytes(line.subarray(0, matched.length - BEHIND_HEAD), CLOSING_BRACE),
    payloadHash,
    actualPayloadHash,
  }
}

const hashPayload = (line: Buffer, text: string, start: number): string | null | undefined => {
  if (text.length === start + REDACTED_END.length && text.endsWith(REDACTED_END)) return null
  const end = text.length - SALT_END
  const salt = SALT.exec(text.slice(end))?.[1]
  if (salt === undefined || end <= start) return undefined
  return hashBytes(Buffer.from(salt), line.subarray(start, end))
}

const CLOSING_BRACE = Buffer.from('}')
const hashBytes = (first: Buffer, second: Buffer): string => hash('sha256', Buffer.concat([first, second]))

/** The command id of a raw line. A plain id is copied, lest the short string keep the whole line in memory. */
export const readCommandId = (raw: string): string =>
  JSON.parse(Buffer.from(raw, 'latin1').toString('utf8')) as string
