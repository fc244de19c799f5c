/** Hands a file to the person: the browser saves it where it saves files. */
import type { BinaryFile } from '../shared/contract/procedure.ts'

/** How long the address of a file stays good after a click; browsers read it a moment later. */
const KEEP_MS = 60_000

/** Offers the file for saving under this name. */
export function saveFile(file: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = temporaryUrl(file)
  link.download = fileName
  link.click()
}

/** An address inside this page for a file, forgotten after a minute. */
export function temporaryUrl(file: Blob): string {
  const url = URL.createObjectURL(file)
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS)
  return url
}

/** A file from the wire as the browser's own kind. */
export async function asBlob(file: BinaryFile): Promise<Blob> {
  return file instanceof Blob ? file : new Blob([await file.arrayBuffer()], { type: file.type })
}
