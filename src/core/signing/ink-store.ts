/** Ink as files named by their hash: outlines in canonical JSON, nothing else. */
import { hash } from 'node:crypto'
import { inkSchema } from '../../shared/contract/signing.ts'
import { sha256Schema } from '../../shared/domain/ids.ts'
import type { Sha256 } from '../../shared/domain/ids.ts'
import type { Ink } from '../../shared/ink.ts'
import type { Blobs } from '../folder/blobs.ts'
import { canonicalJson } from '../journal/canonical-json.ts'

const bytesOf = (ink: Ink): Buffer => Buffer.from(canonicalJson(ink))

/** The name under which the ink would be kept. */
export const nameOfInk = (ink: Ink): Sha256 => sha256Schema.parse(hash('sha256', bytesOf(ink)))

/** Keeps the ink; the same ink is kept once. */
export const storeInk = (blobs: Blobs, ink: Ink): Promise<Sha256> => blobs.putBlob(bytesOf(ink))

/** Ink by its hash; BLOB_MISSING when the file is gone or changed. */
export const readInk = async (blobs: Blobs, ink: Sha256): Promise<Ink> =>
  inkSchema.parse(JSON.parse((await blobs.getBlob(ink)).toString('utf8')))
