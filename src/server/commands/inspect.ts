/** `mappe inspect`: what a PDF is, whether it can be signed, and where its signature fields are. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PlacedAnchor } from '../../core/agreement/reading/anchors.ts'
import { examinePdf } from '../../core/agreement/preflight/examination.ts'
import type { Examination } from '../../core/agreement/preflight/examination.ts'
import { FIELD_REASONS } from '../../core/agreement/reading/field-reasons.ts'
import { sentencesOf } from '../../core/agreement/preflight/finding-sentences.ts'
import type { CommandLine, Result } from './command-line.ts'
import { readArgs } from './command-line.ts'
import { copyWords } from './copy-words.ts'
import { withPdfWorker } from './pdf-worker.ts'
import { readPassword } from './seal-options.ts'

const USAGE = 'mappe inspect DATEI.pdf [--password-file DATEI]'

export const inspect: CommandLine = {
  run: async (args) => {
    const options = { 'password-file': { type: 'string' } } as const
    const { values, positionals } = readArgs(args, options, { min: 1, max: 1, usage: USAGE })
    const file = positionals[0] ?? ''
    const bytes = new Uint8Array(await readFile(file))
    const passwordFile = values['password-file']
    const password = passwordFile === undefined ? undefined : await readPassword(passwordFile)
    return resultOf(basename(file), await withPdfWorker((pdf) => examinePdf(pdf, bytes, password)))
  },
}

/** A protected file is in order if its copy can be signed; a damaged one is not, though its copy is. */
const isInOrder = ({ verdict, copy }: Examination): boolean =>
  verdict === 'ready' || (verdict === 'copy' && copy?.how.includes('repaired') === false)

function resultOf(fileName: string, examination: Examination): Result {
  const isGood = isInOrder(examination)
  const { pages, fields, anchors, findings, copy, readable: _, ...facts } = examination
  const told = findings.map((finding) => ({ ...finding, ...sentencesOf(finding, facts.signers) }))
  const json = {
    ok: isGood,
    file: fileName,
    ...facts,
    copy: copy && { how: copy.how, sha256: copy.sha256, size: copy.bytes.length },
    findings: told,
    // People count pages from 1.
    pages: pages.map((page, index) => ({ page: index + 1, ...page })),
    fields: fields.map((field) => ({ ...field, page: field.page + 1, ...FIELD_REASONS[field.reason] })),
    anchors: anchors.map((anchor) => ({ ...anchor, page: anchor.page + 1 })),
  }
  const complaint = isGood ? undefined : told.find(({ severity }) => severity !== 'note')?.de
  return { isGood, json, text: textOf(fileName, examination), ...(complaint && { complaint }) }
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

function textOf(fileName: string, examination: Examination): string {
  const { pages, fields, anchors, findings, signers, sha256 } = examination
  const sizes = new Map<string, number>()
  for (const { width, height, rotation } of pages) {
    const size = `${millimetres(width)} × ${millimetres(height)} mm${rotation ? `, gedreht um ${rotation}°` : ''}`
    sizes.set(size, (sizes.get(size) ?? 0) + 1)
  }
  return [
    `${fileName}: ${verdictWords(examination)}`,
    `SHA-256 ${sha256}`,
    ...[...sizes].map(([size, count]) => `${count} ${count === 1 ? 'Seite' : 'Seiten'} ${size}`),
    fields.length === 1 ? '1 Unterschriftsfeld gefunden' : `${fields.length} Unterschriftsfelder gefunden`,
    ...fields.map(({ page, label, reason }) => `  Seite ${page + 1}: ${label} – ${FIELD_REASONS[reason].de}`),
    ...anchorLines(anchors),
    ...findings
      .filter(({ severity }) => severity !== 'refuse')
      .map((finding) => `Hinweis: ${sentencesOf(finding, signers).de}`),
  ].join('\n')
}

function verdictWords({ verdict, copy, protection }: Examination): string {
  if (verdict === 'ready') return 'kann unterschrieben werden'
  if (copy) return `kann als ${copyWords(copy)} unterschrieben werden`
  return protection
    ? 'kann auf einem Unterschriftenblatt unterschrieben werden'
    : 'kann so nicht unterschrieben werden'
}
