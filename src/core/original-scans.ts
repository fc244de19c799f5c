/** Scans of the paper originals: checked, kept as files named by their SHA-256, and given out again under a plain name. */
import type { CommandId, StationId } from '../shared/domain/ids.ts'
import type { OriginalScan, ScanKind } from '../shared/domain/originals.ts'
import { scansOf } from '../shared/domain/originals.ts'
import { MappeError } from '../shared/errors.ts'
import type { Execution } from './command-handler.ts'
import type { CoreParts } from './core-parts.ts'

type Received = { number: number; bytes: Uint8Array; fileName: string }

/**
 * Keeps a scan, in the place of an earlier one.
 * @throws MappeError SCAN_UNREADABLE, PDF_ENCRYPTED, PDF_TOO_LARGE, and the faults of `add-original-scan`
 */
export async function addOriginalScan(
  { blobs, pdf, run }: CoreParts,
  { number, bytes, fileName }: Received,
  origin: { commandId: CommandId; station: StationId },
): Promise<Execution> {
  const kind = await pdf.run('check-scan', { bytes: bytes.slice() })
  const sha256 = await blobs.putBlob(bytes)
  const scan = { sha256, fileName, kind, bytes: bytes.length }
  return run({ type: 'add-original-scan', payload: { number, scan } }, origin)
}

export type KeptScan = { number: number; scan: OriginalScan; bytes: Uint8Array; fileName: string }

/** @throws MappeError NOT_FOUND { original }, BLOB_MISSING */
export async function originalScan({ handler, blobs }: CoreParts, number: number): Promise<KeptScan> {
  const scan = scansOf(handler.state)[number]
  if (!scan) throw new MappeError('NOT_FOUND', { original: number })
  return { number, scan, bytes: await blobs.getBlob(scan.sha256), fileName: nameOf(number, scan.kind) }
}

/** All of them, by number. */
export const originalScans = (parts: CoreParts): Promise<KeptScan[]> =>
  Promise.all(Object.keys(scansOf(parts.handler.state)).map((number) => originalScan(parts, Number(number))))

const ENDINGS: Record<ScanKind, string> = { pdf: 'pdf', jpeg: 'jpg', png: 'png' }
const nameOf = (number: number, kind: ScanKind): string => `papieroriginal-${number}-scan.${ENDINGS[kind]}`

export const SCAN_TYPES: Record<ScanKind, string> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
}
