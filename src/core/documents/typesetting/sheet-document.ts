/** An empty document as every paper of this program begins: tagged, and PDF/A-2b. */
import PdfKit from 'pdfkit'
import type { FontFaces } from '../../fonts.ts'

export type DocumentStyle = {
  fonts: FontFaces
  title: string
  /** Stands in the file as creation date; with the same input and date the bytes are the same. */
  madeAt: Date
  layout?: 'portrait' | 'landscape'
  /** Width and height in points, where the paper is not A4. */
  paper?: readonly [width: number, height: number]
}

export function newDocument({
  fonts,
  title,
  madeAt,
  layout = 'portrait',
  paper,
}: DocumentStyle): PDFKit.PDFDocument {
  const doc = new PdfKit({
    autoFirstPage: false,
    bufferPages: true,
    size: paper ? [...paper] : 'A4',
    layout,
    margin: 0,
    lang: 'de-DE',
    displayTitle: true,
    tagged: true,
    pdfVersion: '1.7',
    // what is kept for decades: all fonts inside, colours that mean the same everywhere, metadata readable without a viewer
    subset: 'PDF/A-2b',
    info: {
      Title: title,
      Producer: 'Unterschriftenmappe',
      Creator: 'Unterschriftenmappe',
      CreationDate: madeAt,
    },
  })
  doc.registerFont('plain', Buffer.from(fonts.regular))
  doc.registerFont('bold', Buffer.from(fonts.bold))
  return doc
}
