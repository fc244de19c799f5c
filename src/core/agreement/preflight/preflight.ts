/** Examines a PDF before it becomes the agreement: what it is, what stands against signing it here, its pages, and where to sign. */
import { createHash } from 'node:crypto'
import { EncryptedPDFError, ParseSpeeds, PDFDocument, PDFName } from 'pdf-lib'
import { visibleSize } from '../../../shared/geometry.ts'
import type { Rotation } from '../../../shared/geometry.ts'
import { anchorsOn } from '../reading/anchors.ts'
import type { PlacedAnchor } from '../reading/anchors.ts'
import { leadsAstray } from '../pdf/reference-check.ts'
import { fieldsOn } from '../reading/fields.ts'
import type { FoundField } from '../reading/fields.ts'
import { finding } from './findings.ts'
import type { Finding } from './findings.ts'
import { pageBoxes } from '../pdf/page-box.ts'
import { readPages } from '../reading/page-text.ts'
import type { PageContent } from '../reading/page-text.ts'
import {
  certificationOf,
  hasActiveContent,
  hasAttachments,
  pdfAOf,
  signaturesIn,
  xfaOf,
} from '../pdf/pdf-marks.ts'
import type { FoundSignature } from '../pdf/pdf-marks.ts'
import { earlierSigners } from './signers.ts'
import type { EarlierSigner } from './signers.ts'
import { countFillable, emptySignatureWidgets } from '../reading/signature-widgets.ts'
import { isSpecimen } from './specimen.ts'
import { declaredVersion, hasSoundEnd, mentionsSignature } from '../pdf/raw-pdf.ts'
import { obstacleInTrial } from './trial.ts'

export type InspectedPage = {
  /** Points as displayed. */
  width: number
  height: number
  rotation: Rotation
}

export type Inspection = {
  sha256: string
  size: number
  /** As the header says; null without one. */
  pdfVersion: string | null
  verdict: 'ready' | 'refused'
  findings: Finding[]
  /** Empty where the file is refused before its pages are read. */
  pages: InspectedPage[]
  /** Proposed places; organisations are matched by `findFields`. */
  fields: FoundField[]
  /** Places in the text to be filled when the agreement is sealed. */
  anchors: PlacedAnchor[]
  signatures: FoundSignature[]
  /** The same, as far as it could be checked. */
  signers: EarlierSigner[]
  encrypted: boolean
  signed: boolean
}

/** What was learned, piece by piece; the verdict follows from the findings. */
type Learned = Pick<Inspection, 'findings' | 'pages' | 'fields' | 'anchors' | 'signatures'>

export const MAX_BYTES = 100 * 1024 * 1024
const LARGE_BYTES = 25 * 1024 * 1024
const LARGE_PAGES = 300
/** The long side of A0 in points. */
const HUGE_PAGE = 3371

/** Never throws for what is in the file: the verdict says it. Changes nothing. Give it a time limit (a thread), files may be hostile. */
export async function inspectPdf(bytes: Uint8Array): Promise<Inspection> {
  const learned = await learn(bytes).catch(() => only(finding('broken')))
  const has = (...codes: Finding['code'][]) => learned.findings.some(({ code }) => codes.includes(code))
  const isSigned = has('signed', 'certified')
  const isEncrypted = has('encrypted-user-password', 'restricted-owner-password')
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    pdfVersion: declaredVersion(bytes),
    verdict: learned.findings.some(({ severity }) => severity === 'refuse') ? 'refused' : 'ready',
    ...learned,
    signers: isSigned ? await earlierSigners(bytes, learned.signatures) : [],
    encrypted: isEncrypted,
    signed: isSigned,
  }
}

const only = (one: Finding): Learned => ({
  findings: [one],
  pages: [],
  fields: [],
  anchors: [],
  signatures: [],
})

async function learn(bytes: Uint8Array): Promise<Learned> {
  if (bytes.length > MAX_BYTES) return only(finding('too-large', megabytes(bytes)))
  if (declaredVersion(bytes) === null) return only(finding('not-a-pdf'))
  const opened = await open(bytes)
  if (!('doc' in opened)) return only(opened)
  const { doc } = opened
  const signatures = signaturesIn(doc)
  const refusals = [
    ...(opened.isRestricted ? [finding('restricted-owner-password')] : []),
    ...refusalsOf(doc, bytes, signatures),
  ]
  if (doc.getPageCount() === 0) return { ...only(finding('no-pages')), signatures }
  if (refusals.length > 0) {
    const seen = await readersAgree(doc, bytes)
    return {
      findings: [...refusals, ...(seen ? [] : [finding('broken')])],
      pages: pagesOf(doc),
      fields: [],
      anchors: [],
      signatures,
    }
  }
  return { ...(await examine(doc, bytes)), signatures }
}

/** `isRestricted`: it opens without a password, but its author forbids changes. */
type Opened = { doc: PDFDocument; isRestricted: boolean }

/** The document, or what keeps it from being opened. */
async function open(bytes: Uint8Array): Promise<Opened | Finding> {
  try {
    return { doc: await load(bytes), isRestricted: false }
  } catch (error) {
    if (!(error instanceof EncryptedPDFError)) return finding('broken')
    return load(bytes, '').then(
      (doc) => ({ doc, isRestricted: true }),
      () => finding('encrypted-user-password'),
    )
  }
}

const load = (bytes: Uint8Array, password?: string) =>
  PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: false,
    warnOnInvalidObjects: false,
    parseSpeed: ParseSpeeds.Fastest,
    ...(password === undefined ? {} : { password }),
  })

function refusalsOf(doc: PDFDocument, bytes: Uint8Array, signatures: readonly FoundSignature[]): Finding[] {
  const level = certificationOf(doc)
  const isSigned = signatures.length > 0 || mentionsSignature(bytes)
  return [
    ...(isSpecimen(doc) ? [finding('specimen')] : []),
    ...(level === null ? [] : [finding('certified', `DocMDP ${level}`)]),
    ...(isSigned ? [finding('signed', signatures[0]?.name ?? undefined)] : []),
    ...(xfaOf(doc) === 'dynamic' ? [finding('xfa-dynamic')] : []),
  ]
}

async function examine(doc: PDFDocument, bytes: Uint8Array): Promise<Omit<Learned, 'signatures'>> {
  const pages = pagesOf(doc)
  const printed = await readersAgree(doc, bytes)
  if (!printed) return { findings: [finding('broken')], pages, fields: [], anchors: [] }
  const obstacle = await obstacleInTrial(bytes, printed)
  if (obstacle !== null)
    return { findings: [finding('not-extendable', obstacle)], pages, fields: [], anchors: [] }
  const findings = [
    ...remarks(doc, bytes, pages),
    ...(printed.every(({ isReadable }) => isReadable) ? [] : [finding('text-unreadable')]),
    ...(printed.every(({ segments }) => segments.length === 0) ? [finding('no-text')] : []),
  ]
  const fields = fieldsOn(printed, emptySignatureWidgets(doc), [])
  return { findings, pages, fields, anchors: anchorsOn(printed) }
}

/** The pages' content; null where two readers do not see the same pages, for then nobody could say what is signed. */
async function readersAgree(doc: PDFDocument, bytes: Uint8Array): Promise<PageContent[] | null> {
  const printed = await readPages(bytes).catch((): PageContent[] => [])
  const isAgreed = printed.length === doc.getPageCount() && printed.every(({ width }) => width > 0)
  return isAgreed ? printed : null
}

function remarks(doc: PDFDocument, bytes: Uint8Array, pages: readonly InspectedPage[]): Finding[] {
  const huge = pages.findIndex(({ width, height }) => Math.max(width, height) > HUGE_PAGE)
  const fillable = countFillable(doc)
  const sizeless = doc.getPages().findIndex((page) => !hasMediaBox(page.node))
  const pdfA = pdfAOf(doc)
  const isLarge = bytes.length > LARGE_BYTES || doc.getPageCount() > LARGE_PAGES
  return [
    ...(hasSoundEnd(bytes) && !leadsAstray(bufferOver(bytes), doc.context) ? [] : [finding('repaired')]),
    ...(sizeless < 0 ? [] : [finding('no-media-box', String(sizeless + 1))]),
    ...(huge < 0 ? [] : [finding('huge-page', String(huge + 1))]),
    ...(isLarge ? [finding('very-large', `${megabytes(bytes)}, ${doc.getPageCount()}`)] : []),
    ...(xfaOf(doc) === 'static' ? [finding('xfa-static')] : []),
    ...(fillable > 0 ? [finding('form-fields', String(fillable))] : []),
    ...(hasActiveContent(doc) ? [finding('active-content')] : []),
    ...(hasAttachments(doc) ? [finding('attachments')] : []),
    ...(pdfA === null ? [] : [finding('pdf-a-claimed', pdfA)]),
  ]
}

const bufferOver = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const hasMediaBox = (node: { getInheritableAttribute: (name: PDFName) => unknown }): boolean =>
  node.getInheritableAttribute(PDFName.of('MediaBox')) !== undefined

const pagesOf = (doc: PDFDocument): InspectedPage[] =>
  doc.getPages().map((page) => {
    const boxes = pageBoxes(page)
    return { ...visibleSize(boxes), rotation: boxes.rotation }
  })

const megabytes = ({ length }: Uint8Array): string => `${Math.ceil(length / 1024 / 1024)} MB`
