/** Prints a PDF: shows it in a window of its own and opens the system's print dialog. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BrowserWindow } from 'electron'

const MAX_BYTES = 256 * 1024 * 1024
const PDF_MARK = '%PDF-'
const FOLDER = 'mappe-print-'
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }

/**
 * Resolves when the window is open; the PDF is gone from the disk when it is closed.
 * Whatever a page sent that is not a PDF is refused.
 */
export async function printPdf(pdf: unknown, temporaryFolder: string): Promise<void> {
  const bytes = pdfBytes(pdf)
  const folder = await mkdtemp(join(temporaryFolder, FOLDER))
  const file = join(folder, 'Unterschriftenmappe.pdf')
  await writeFile(file, bytes, { mode: 0o600 })
  const window = new BrowserWindow({
    width: 900,
    height: 1100,
    title: 'Drucken',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, plugins: true },
  })
  // Windows lets go of a shown file a moment late
  window.on('closed', () => void rm(folder, REMOVAL).catch(() => {}))
  await window.loadURL(pathToFileURL(file).href)
  // without an answer from the dialog the window stays, with the viewer's own print button
  window.webContents.print({}, (isPrinted) => {
    if (isPrinted && !window.isDestroyed()) window.close()
  })
}

/** What a crash in the midst of printing left behind. Only for the one instance that runs. */
export async function removeLeftPrints(temporaryFolder: string): Promise<void> {
  const names = await readdir(temporaryFolder).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(FOLDER)))
    await rm(join(temporaryFolder, name), REMOVAL).catch(() => {})
}

function pdfBytes(pdf: unknown): Uint8Array {
  const bytes = pdf instanceof Uint8Array ? pdf : pdf instanceof ArrayBuffer ? new Uint8Array(pdf) : null
  if (bytes === null || bytes.byteLength > MAX_BYTES) throw new Error('not a PDF')
  const mark = new TextDecoder('latin1').decode(bytes.subarray(0, PDF_MARK.length))
  if (mark !== PDF_MARK) throw new Error('not a PDF')
  return bytes
}
