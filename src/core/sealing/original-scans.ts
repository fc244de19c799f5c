/** Scans of the paper originals: checked, kept as files named by their SHA-256, and given out again under a plain name. */
import { stateOf } from '../../shared/domain/signing/accession.ts'
import type { CommandId, StationId } from '../../shared/domain/ids.ts'
import type { OriginalScan, ScanKind } from '../../shared/domain/signing/originals.ts'
import { scansOf } from '../../shared/domain/signing/originals.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Execution } from '../command-handler.ts'
import type { CoreParts } from '../core-parts.ts'

type Received = { number: number; document?: number | undefined; bytes: Uint8Array; fileName: string }

/**
 * Keeps a scan, in the place of an earlier one.
 * @throws MappeError SCAN_UNREADABLE, PDF_ENCRYPTED, PDF_TOO_LARGE, and the faults of `add-original-scan`
 */
export async function addOriginalScan(
  { blobs, pdf, run }: CoreParts,
  { number, document, bytes, fileName }: Received,
  origin: { commandId: CommandId; station: StationId },
): Promise<Execution> {
  const kind = await pdf.run('check-scan', { bytes: bytes.slice() })
  const sha256 = await blobs.putBlob(bytes)
  const scan = { sha256, fileName, kind, bytes: bytes.length }
  return run({ type: 'add-original-scan', payload: { number, document, scan } }, origin)
}

export type KeptScan = { scan: OriginalScan; bytes: Uint8Array; fileName: string }

/**
 * `document`: 0 the agreement, then the accessions; what is current when left out.
 * @throws MappeError NOT_FOUND { original | document }, BLOB_MISSING
 */
export async function originalScan(
  { handler: { state }, blobs }: CoreParts,
  number: number,
  document = state.concluded.length,
): Promise<KeptScan> {
  const scan = scansOf(stateOf(state, document))[number]
  if (!scan) throw new MappeError('NOT_FOUND', { original: number })
  return { scan, bytes: await blobs.getBlob(scan.sha256), fileName: nameOf(document, number, scan.kind) }
}

/** All of one document, by number. */
export const originalScans = (parts: CoreParts, document: number): Promise<KeptScan[]> =>
  Promise.all(
    Object.keys(scansOf(stateOf(parts.handler.state, document))).map((number) =>
      originalScan(parts, Number(number), document),
    ),
  )

const ENDINGS: Record<ScanKind, string> = { pdf: 'pdf', jpeg: 'jpg', png: 'png' }
const nameOf = (document: number, number: number, kind: ScanKind): string =>
  `${document === 0 ? '' : `beitritt-${document}-`}papieroriginal-${number}-scan.${ENDINGS[kind]}`

export const SCAN_TYPES: Record<ScanKind, string> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
}
