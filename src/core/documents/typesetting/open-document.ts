/** Writes a form as OpenDocument text (ISO/IEC 26300), which every office opens and writes on. */
import { strToU8 } from 'fflate'
import { zipped } from '../../archive/zipped.ts'
import { splitAtPlaces } from './form-text.ts'
import type { FormPart, FormText } from './form-text.ts'

const MEDIA_TYPE = 'application/vnd.oasis.opendocument.text'

/** The bytes of an .odt file; the places to fill in are marked yellow. */
export const makeOpenDocument = (form: FormText): Promise<Uint8Array> =>
  zipped({
    // § 3.3 of part 2: the first file, and not packed, so that its type shows without unpacking
    mimetype: [strToU8(MEDIA_TYPE), { level: 0 }],
    'META-INF/manifest.xml': strToU8(MANIFEST),
    'meta.xml': strToU8(metaOf(form)),
    'content.xml': strToU8(contentOf(form)),
  })

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const NAMES = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'dc="http://purl.org/dc/elements/1.1/"',
]
  .map((name) => `xmlns:${name}`)
  .join(' ')

const MANIFEST = `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MEDIA_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`

const metaOf = ({ title }: FormText): string =>
  `${HEAD}<office:document-meta ${NAMES} office:version="1.3"><office:meta><dc:title>${escaped(title)}</dc:title><dc:language>de-DE</dc:language></office:meta></office:document-meta>`

const textStyle = (name: string, family: string, properties: string): string =>
  `<style:style style:name="${name}" style:family="${family}">${properties}</style:style>`

const STYLES = [
  textStyle('Titel', 'paragraph', '<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/>'),
  textStyle(
    'Kapitel',
    'paragraph',
    '<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt" fo:font-weight="bold"/>',
  ),
  textStyle(
    'Absatz',
    'paragraph',
    '<style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="120%"/><style:text-properties fo:font-size="11pt"/>',
  ),
  textStyle('Offen', 'text', '<style:text-properties fo:background-color="#fff2a8" fo:font-weight="bold"/>'),
  textStyle('Kopf', 'paragraph', '<style:text-properties fo:font-size="10pt" fo:font-weight="bold"/>'),
  textStyle('Zelle', 'paragraph', '<style:text-properties fo:font-size="10pt"/>'),
  textStyle(
    'Feld',
    'table-cell',
    '<style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #888888"/>',
  ),
].join('')

const contentOf = ({ title, lead, parts }: FormText): string =>
  `${HEAD}<office:document-content ${NAMES} office:version="1.3"><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:text>` +
  `<text:h text:style-name="Titel" text:outline-level="1">${escaped(title)}</text:h>${paragraph('Absatz', lead)}` +
  `${parts.map(partOf).join('')}</office:text></office:body></office:document-content>`

function partOf(part: FormPart): string {
  if ('heading' in part)
    return `<text:h text:style-name="Kapitel" text:outline-level="2">${escaped(part.heading)}</text:h>`
  if ('text' in part) return paragraph('Absatz', part.text)
  if ('points' in part)
    return `<text:list>${part.points.map((point) => `<text:list-item>${paragraph('Absatz', point)}</text:list-item>`).join('')}</text:list>`
  const head = `<table:table-header-rows>${tableRow(part.heads, 'Kopf')}</table:table-header-rows>`
  const rows = part.table.map((row) => tableRow(row, 'Zelle')).join('')
  return `<table:table><table:table-column table:number-columns-repeated="${part.heads.length}"/>${head}${rows}</table:table>`
}

const tableRow = (cells: readonly string[], style: string): string =>
  `<table:table-row>${cells.map((cell) => `<table:table-cell table:style-name="Feld" office:value-type="string">${paragraph(style, cell)}</table:table-cell>`).join('')}</table:table-row>`

const paragraph = (style: string, text: string): string =>
  `<text:p text:style-name="${style}">${splitAtPlaces(text)
    .map(({ text: piece, isPlace }) =>
      isPlace ? `<text:span text:style-name="Offen">${escaped(piece)}</text:span>` : escaped(piece),
    )
    .join('')}</text:p>`

/** What XML 1.0 forbids altogether is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
