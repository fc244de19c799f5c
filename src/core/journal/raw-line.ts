/** Reads a journal line without parsing its JSON: the head comes first in canonical form, so its bytes can be hashed as they lie. */
import { hash } from 'node:crypto'
import { SALT_LENGTH } from './entry.ts'
import { openedPayload, type EntrySeal } from './entry-seal.ts'

export type RawLine = {
  commandId: string
  seq: number
  part: number
  parts: number
  prev: string
  hash: string
  /** what the bytes of the line really hash to */
  actualHash: string
  payloadHash: string
  form: 'plain' | 'sealed' | 'redacted'
  /** null when there is nothing to hash: the payload is redacted, or sealed and the key is not at hand; '' when it does not open */
  actualPayloadHash: string | null
}

const STRING = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`
/** Whether it is a hash shows when it is compared; a looser pattern is three times as fast. */
const HASH = '"([^"]+)"'
const HEAD = new RegExp(
  String.raw`^\{"at":"[^"]{24}","commandId":(${STRING}),"part":(\d{1,9}),"parts":(\d{1,9}),` +
    String.raw`"payloadHash":${HASH},"prev":${HASH},"seq":(\d{1,15}),"station":${STRING},"type":${STRING},"version":\d{1,9}` +
    String.raw`,"hash":${HASH},"(payload":|sealed":")`,
)
const COMMAND_ID_START = '{"at":"2026-11-22T18:00:00.000Z","commandId":'.length
const HASH_KEY = ',"hash":"",'.length
const SALT_KEY = ',"salt":"'
const SALT_END = SALT_KEY.length + SALT_LENGTH + '"}'.length
const REDACTED_END = 'null,"salt":""}'
const SEALED_KEY = 'sealed":"'

/** `line` without its line end. Null when it is not built like an entry; whether it is the right entry is for the caller to compare. */
export const readRawLine = (line: Buffer, seal: EntrySeal | null = null): RawLine | null =>
  readLine(line, (body, entryHash, isSealed) =>
    isSealed ? readSealed(body, entryHash, seal) : readPlain(body),
  )

/** The same for a line whose bytes are known to be those that were checked before: its payload is not looked at again. */
export const readKnownLine = (line: Buffer): RawLine | null =>
  readLine(line, ({ text, start }, _entryHash, isSealed) => ({
    form: isSealed ? 'sealed' : isRedacted(text, start) ? 'redacted' : 'plain',
    actualPayloadHash: null,
  }))

const readLine = (
  line: Buffer,
  readContent: (body: Body, entryHash: string, isSealed: boolean) => Content | null,
): RawLine | null => {
  const text = line.toString('latin1')
  const head = HEAD.exec(text)
  if (!head) return null
  const [matched, commandId = '', part, parts, payloadHash = '', prev = '', seq, entryHash = '', key = ''] =
    head
  const body = { line, text, start: matched.length }
  const content = readContent(body, entryHash, key === SEALED_KEY)
  if (!content) return null
  const headEnd = matched.length - HASH_KEY - key.length - 1 - entryHash.length
  const actualHash = hashBytes(line.subarray(0, headEnd), CLOSING_BRACE)
  return {
    // bytes that are not as written may not even be JSON
    commandId: actualHash === entryHash ? readString(line, COMMAND_ID_START, commandId) : '',
    seq: Number(seq),
    part: Number(part),
    parts: Number(parts),
    prev,
    hash: entryHash,
    actualHash,
    payloadHash,
    ...content,
  }
}

type Body = { line: Buffer; text: string; start: number }
type Content = Pick<RawLine, 'form' | 'actualPayloadHash'>

const readPlain = ({ line, text, start }: Body): Content | null => {
  const actualPayloadHash = hashPayload(line, text, start)
  if (actualPayloadHash === undefined) return null
  return { form: actualPayloadHash === null ? 'redacted' : 'plain', actualPayloadHash }
}

const BASE_64_AND_END = /^[A-Za-z0-9+/]+={0,2}"\}$/

const readSealed = ({ text, start }: Body, entryHash: string, seal: EntrySeal | null): Content | null => {
  const rest = text.slice(start)
  if (!BASE_64_AND_END.test(rest)) return null
  if (!seal) return { form: 'sealed', actualPayloadHash: null }
  const opened = openedPayload(rest.slice(0, -'"}'.length), entryHash, seal)
  const hashed = opened ? hashPayload(opened, opened.toString('latin1'), 0) : undefined
  return { form: 'sealed', actualPayloadHash: hashed ?? '' }
}

const hashPayload = (line: Buffer, text: string, start: number): string | null | undefined => {
  if (isRedacted(text, start)) return null
  const end = text.length - SALT_END
  if (end <= start || !text.startsWith(SALT_KEY, end) || !text.endsWith('"}')) return undefined
  const salt = line.subarray(end + SALT_KEY.length, -'"}'.length)
  return hashBytes(salt, line.subarray(start, end))
}

const isRedacted = (text: string, start: number): boolean =>
  text.length === start + REDACTED_END.length && text.endsWith(REDACTED_END)

const CLOSING_BRACE = Buffer.from('}')
const hashBytes = (first: Buffer, second: Buffer): string => hash('sha256', Buffer.concat([first, second]))

const ESCAPED_OR_NOT_ASCII = /[^\x20-\x5b\x5d-\x7e]/

/** A plain string is copied from the bytes: cut out of the decoded text it would keep the whole line in memory. */
const readString = (line: Buffer, start: number, quoted: string): string => {
  const end = start + quoted.length
  if (ESCAPED_OR_NOT_ASCII.test(quoted)) return JSON.parse(line.toString('utf8', start, end)) as string
  return line.toString('latin1', start + 1, end - 1)
}
