/** `mappe inspect`: what a PDF is, whether it can be signed, and where its signature fields are. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { FIELD_REASONS } from '../../core/agreement/field-reasons.ts'
import { FINDINGS } from '../../core/agreement/findings.ts'
import type { PlacedAnchor } from '../../core/agreement/anchors.ts'
import type { Inspection } from '../../core/agreement/preflight.ts'
import type { CommandLine, Result } from './command-line.ts'
import { readArgs } from './command-line.ts'
import { withPdfWorker } from './pdf-worker.ts'

export const inspect: CommandLine = {
  run: async (args) => {
    const { positionals } = readArgs(args, {}, { min: 1, max: 1, usage: 'mappe inspect DATEI.pdf' })
    const file = positionals[0] ?? ''
    const bytes = new Uint8Array(await readFile(file))
    const inspection = await withPdfWorker((pdf) => pdf.run('inspect', { bytes }))
    return resultOf(basename(file), inspection)
  },
}

function resultOf(fileName: string, inspection: Inspection): Result {
  const isGood = inspection.verdict === 'ready'
  const { pages, fields, anchors, findings, ...facts } = inspection
  const json = {
    ok: isGood,
    file: fileName,
    ...facts,
    findings: findings.map((finding) => ({
      ...finding,
      de: FINDINGS[finding.code].de,
      en: FINDINGS[finding.code].en,
    })),
    // People count pages from 1.
    pages: pages.map((page, index) => ({ page: index + 1, ...page })),
    fields: fields.map((field) => ({ ...field, page: field.page + 1, ...FIELD_REASONS[field.reason] })),
    anchors: anchors.map((anchor) => ({ ...anchor, page: anchor.page + 1 })),
  }
  const refusal = findings.find(({ severity }) => severity === 'refuse')
  return {
    isGood,
    json,
    text: textOf(fileName, inspection),
    ...(refusal && { complaint: FINDINGS[refusal.code].de }),
  }
}

const millimetres = (points: number) => Math.round((points * 25.4) / 72)

const ANCHOR_WORDS = {
  signature: 'Unterschrift',
  date: 'Datum',
  place: 'Ort',
  name: 'Name',
  function: 'Funktion',
} as const

/** As one would write it in German: "Name: Jobcenter". */
export const anchorInWords = ({ kind, label }: Pick<PlacedAnchor, 'kind' | 'label'>): string =>
  label === '' ? ANCHOR_WORDS[kind] : `${ANCHOR_WORDS[kind]}: ${label}`

function anchorLines(anchors: readonly PlacedAnchor[]): string[] {
  const filled = anchors.filter(({ kind }) => kind !== 'signature')
  if (filled.length === 0) return []
  return [
    'Beim Siegeln ausgefüllt werden:',
    ...filled.map((anchor) => `  Seite ${anchor.page + 1}: ${anchorInWords(anchor)}`),
  ]
}

function textOf(fileName: string, inspection: Inspection): string {
  const { verdict, pages, fields, anchors, findings, sha256 } = inspection
  const sizes = new Map<string, number>()
  for (const { width, height, rotation } of pages) {
    const size = `${millimetres(width)} × ${millimetres(height)} mm${rotation ? `, gedreht um ${rotation}°` : ''}`
    sizes.set(size, (sizes.get(size) ?? 0) + 1)
  }
  return [
    `${fileName}: ${verdict === 'ready' ? 'kann unterschrieben werden' : 'kann so nicht unterschrieben werden'}`,
    `SHA-256 ${sha256}`,
    ...[...sizes].map(([size, count]) => `${count} ${count === 1 ? 'Seite' : 'Seiten'} ${size}`),
    fields.length === 1 ? '1 Unterschriftsfeld gefunden' : `${fields.length} Unterschriftsfelder gefunden`,
    ...fields.map(({ page, label, reason }) => `  Seite ${page + 1}: ${label} – ${FIELD_REASONS[reason].de}`),
    ...anchorLines(anchors),
    ...findings
      .filter(({ severity }) => severity !== 'refuse')
      .map(({ code }) => `Hinweis: ${FINDINGS[code].de}`),
  ].join('\n')
}
