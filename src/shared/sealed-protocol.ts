/** The protocol as the sealed file itself carries it, for programs to read: what was stated under the seal, no proof of identity. */
import { z } from 'zod'

/** Control characters, and marks that turn the direction of writing: they could show a reader something else than what is written. */
const UNFIT = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

const MOST_CHARACTERS = 400
const MOST_SIGNATORIES = 10_000

/** A text that shows what it holds and nothing else, on a page and in a terminal. */
export const withoutControls = (text: string): string => text.replace(UNFIT, ' ')

/** A text as it may stand in the protocol. */
export const fitForProtocol = (text: string): string =>
  withoutControls(text).slice(0, MOST_CHARACTERS).toWellFormed()

const line = z
  .string()
  .max(MOST_CHARACTERS)
  .refine((text) => text === fitForProtocol(text))
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

/** One who was to sign, and what became of it. */
export const signatoryEntrySchema = z.strictObject({
  organisation: line,
  status: z.enum(['signed', 'declined', 'on-paper', 'open']),
  /** Empty unless signed. */
  person: line,
  function: line,
  capacity: z.enum(['in-office', 'i.V.', 'i.A.']).nullable(),
  /** The name came from the keyboard; nothing was drawn. Absent for everybody who drew. */
  isTyped: z.literal(true).optional(),
  /** ISO in UTC, by the clock of the computer that noted it. */
  at: z.iso.datetime().nullable(),
})

export const sealedProtocolSchema = z.strictObject({
  version: z.literal(1),
  document: z.enum(['agreement', 'signature-sheet', 'accession']),
  title: line,
  /** The bytes that were sealed, as they were before: the beginning of the file. */
  original: z.strictObject({ bytes: count, sha256 }),
  /** The file that was agreed upon or joined, where the sealed one only names it. */
  about: z.strictObject({ fileName: line, sha256 }).nullable(),
  /** The head of the journal it was taken from; null where there was none. */
  journal: z.strictObject({ entries: count, headHash: sha256 }).nullable(),
  signatories: z.array(signatoryEntrySchema).max(MOST_SIGNATORIES),
})

export type SignatoryEntry = z.infer<typeof signatoryEntrySchema>
export type SealedProtocol = z.infer<typeof sealedProtocolSchema>

/** `number` counts the seals from 1: it is the one that covers what is stated. */
const coveredSchema = z.object({
  status: z.literal('covered'),
  seal: z.int(),
  protocol: sealedProtocolSchema,
})

/**
 * What a file says of its signatories. `none`: nothing, or it has no seal; `unproven`: the seal is broken, so nothing is read;
 * `unreadable`: what is covered makes no sense, comes from a newer program, or names another file.
 */
export const protocolReadingSchema = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['none', 'unproven']) }),
  z.object({ status: z.literal('unreadable'), reason: z.enum(['damaged', 'newer', 'other-file']) }),
  coveredSchema,
])

export type ProtocolReading = z.infer<typeof protocolReadingSchema>
