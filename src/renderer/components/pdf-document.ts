/** Opens PDFs with pdf.js, in a worker, with nothing fetched from anywhere but this host. */
import { getDocument, GlobalWorkerOptions, OPS, TextLayer } from 'pdfjs-dist'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

export type { PDFDocumentProxy, PDFPageProxy }

/** A page as displayed, in points. */
export type PageSize = { width: number; height: number }

GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href

/** Opens the bytes; the caller destroys the document when done. The bytes are copied, as pdf.js hands its own to the worker. */
export function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentProxy> {
  const base = new URL('/pdfjs/', location.href).href
  return getDocument({
    data: new Uint8Array(bytes.slice(0)),
    cMapUrl: `${base}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    iccUrl: `${base}iccs/`,
    enableXfa: false,
  }).promise
}

/** The displayed size of every page, needed to lay out the scroll before anything is drawn. */
export async function pageSizes(pdf: PDFDocumentProxy): Promise<PageSize[]> {
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1)
  const pages = await Promise.all(numbers.map((number) => pdf.getPage(number)))
  return pages.map((page) => {
    const { width, height } = page.getViewport({ scale: 1 })
    return { width, height }
  })
}

/** Draws a page `width` CSS pixels wide, sharp on this screen; returns how to call it off. */
export function drawPage(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number): () => void {
  const density = Math.min(window.devicePixelRatio || 1, 3)
  const scale = (width / page.getViewport({ scale: 1 }).width) * density
  const viewport = page.getViewport({ scale })
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  // pdf.js takes a context without transparency, which is black until the page is drawn; the first one asked for stays
  canvas.getContext('2d')
  const task = page.render({ canvas, viewport, annotationMode: 0 })
  task.promise.catch(() => {})
  return () => task.cancel()
}

/** Lays the page's text over it, invisible, for screen readers, searching and copying. */
export async function layText(page: PDFPageProxy, container: HTMLElement, width: number): Promise<void> {
  const scale = width / page.getViewport({ scale: 1 }).width
  container.replaceChildren()
  container.style.setProperty('--total-scale-factor', String(scale))
  const viewport = page.getViewport({ scale })
  await new TextLayer({ textContentSource: page.streamTextContent(), container, viewport }).render()
}

/** What a page prints, as pdf.js reads it: its runs of text, its operators, and how it is turned to be displayed. `index` from 0. */
export async function readPrint(pdf: PDFDocumentProxy, index: number) {
  const page = await pdf.getPage(index + 1)
  const [{ items }, { fnArray, argsArray }] = await Promise.all([
    page.getTextContent(),
    page.getOperatorList(),
  ])
  const runs = items.flatMap((item) => ('str' in item ? [item] : []))
  return { runs, operators: { fnArray, argsArray, codes: OPERATORS }, view: page.getViewport({ scale: 1 }) }
}

const OPERATORS = {
  save: OPS.save,
  restore: OPS.restore,
  transform: OPS.transform,
  formBegin: OPS.paintFormXObjectBegin,
  formEnd: OPS.paintFormXObjectEnd,
  path: OPS.constructPath,
  endPath: OPS.endPath,
}

/** A small picture of a page, `width` CSS pixels wide, as an address to be given back with `URL.revokeObjectURL`. */
export async function pictureOf(pdf: PDFDocumentProxy, index: number, width: number): Promise<string | null> {
  const page = await pdf.getPage(index + 1)
  const canvas = document.createElement('canvas')
  const scale = (width / page.getViewport({ scale: 1 }).width) * Math.min(window.devicePixelRatio || 1, 2)
  const viewport = page.getViewport({ scale })
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  await page.render({ canvas, viewport, annotationMode: 0 }).promise
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
  return blob && URL.createObjectURL(blob)
}
