/** `mappe stamp`: puts signatures into a PDF and seals it. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import type { PlacedAnchor } from '../../core/agreement/reading/anchors.ts'
import { examinePdf } from '../../core/agreement/preflight/examination.ts'
import type { SealedAgreement, Statement } from '../../core/agreement/seal/seal-agreement.ts'
import type { Stamp } from '../../core/agreement/stamp/stamp-job.ts'
import { holderOf } from '../../core/agreement/seal/key-certificate.ts'
import type { SealKey } from '../../core/agreement/seal/seal-key.ts'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import { boxSchema } from '../../shared/domain/signing/agreement.ts'
import type { CopyStep } from '../../shared/domain/signing/agreement.ts'
import { MappeError } from '../../shared/errors.ts'
import { outlineOf } from '../../shared/ink.ts'
import { fitForProtocol } from '../../shared/sealed-protocol.ts'
import type { SignatoryEntry } from '../../shared/sealed-protocol.ts'
import type { CommandLine } from './command-line.ts'
import { anchorInWords } from './inspect.ts'
import { readArgs, required, UsageError } from './command-line.ts'
import { copyWords } from './copy-words.ts'
import { assertOwnTarget } from './own-target.ts'
import { withPdfWorker } from './pdf-worker.ts'
import { KEY_WARNINGS, readPassword, sealKeyFor, timestampServer } from './seal-options.ts'

const USAGE =
  'mappe stamp DATEI.pdf --signatures DATEI.json --out ZIEL.pdf [--keys ORDNER] [--organisation NAME] [--password-file DATEI] [--p12 DATEI --p12-password-file DATEI] [--tsa URL]'

const point = z.object({
  x: z.number(),
  y: z.number(),
  time: z.number().optional(),
  pressure: z.number().optional(),
})
const capacity = z
  .string()
  .default('in-office')
  .transform((text, context) => {
    const plain = text.toLowerCase().replaceAll(/[\s.-]/g, '')
    if (['inoffice', 'imamt', ''].includes(plain)) return 'in-office' as const
    if (plain === 'iv') return 'i.V.' as const
    if (plain === 'ia') return 'i.A.' as const
    context.addIssue('in-office, i.V. or i.A.')
    return z.NEVER
  })

/** One signature: `page` counts from 1 (a list with a page 0 counts from 0), `box` in fractions of the visible page. */
const signatureSchema = z.object({
  page: z.int().min(0),
  box: boxSchema,
  /** signature_pad's toData(): point groups with its pen settings. */
  strokes: z.array(
    z.object({
      points: z.array(point),
      minWidth: z.number().optional(),
      maxWidth: z.number().optional(),
      dotSize: z.number().optional(),
      velocityFilterWeight: z.number().optional(),
    }),
  ),
  name: z.string().min(1),
  function: z.string().default(''),
  organisation: z.string().default(''),
  capacity,
  place: z.string().default(''),
  signedAt: z.iso.datetime({ offset: true }).optional(),
})

export const stamp: CommandLine = {
  run: async (args) => {
    const options = {
      signatures: { type: 'string' },
      out: { type: 'string' },
      keys: { type: 'string' },
      organisation: { type: 'string' },
      p12: { type: 'string' },
      'p12-password-file': { type: 'string' },
      tsa: { type: 'string' },
      'password-file': { type: 'string' },
    } as const
    const { values, positionals } = readArgs(args, options, { min: 1, max: 1, usage: USAGE })
    const signatures = required(values.signatures, USAGE)
    const out = required(values.out, USAGE)
    const files = [
      positionals[0],
      signatures,
      values['password-file'],
      values.p12,
      values['p12-password-file'],
    ]
    await assertOwnTarget(out, files)
    const source = new Uint8Array(await readFile(positionals[0] ?? ''))
    const copy = await openedCopy(source, values['password-file'])
    const now = new Date()
    const stamps = stampsOf(await readFile(signatures, 'utf8'), now)
    const organisation = values.organisation ?? 'Unterschriftenmappe'
    const { key, warnings } = await sealKeyFor(values, { organisation, now, usage: USAGE })
    const job = {
      original: copy?.bytes ?? source,
      stamps,
      statement: statementOf(stamps, basename(positionals[0] ?? '')),
      seal: {
        name: organisation,
        reason: 'Siegel der Unterschriftenmappe',
        location: stamps[0]?.place ?? '',
        at: now.toISOString(),
      },
      timeZone: 'Europe/Berlin',
      timestampServer: timestampServer(values.tsa),
    }
    const { bytes, ...facts } = await withPdfWorker((pdf) => pdf.run('seal', { job, key }))
    await writeFileDurably(out, bytes)
    return {
      isGood: true,
      json: {
        ok: true,
        out,
        size: bytes.length,
        ...facts,
        ...(copy && originOf(copy)),
        keyWarnings: warnings,
      },
      text: [textOf(out, stamps.length, key, facts), ...(copy ? [originWords(copy)] : [])].join('\n'),
      ...(warnings.length > 0 && { complaint: warnings.map((one) => KEY_WARNINGS[one]).join(' ') }),
    }
  },
}

/** No journal stands behind it: what is stated was given on the command line. One who signs in several places is one. */
function statementOf(stamps: readonly Stamp[], fileName: string): Statement {
  const entries = stamps.map((one): SignatoryEntry => ({
    organisation: fitForProtocol(one.organisation),
    status: 'signed',
    person: fitForProtocol(one.name),
    function: fitForProtocol(one.function),
    capacity: one.capacity,
    at: new Date(one.signedAt).toISOString(),
  }))
  const signatories = [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
  return { document: 'agreement', title: fitForProtocol(fileName), about: null, journal: null, signatories }
}

type Opened = { bytes: Uint8Array; sourceSha256: string; how: CopyStep[] }

/** The unprotected copy that a password opens; nothing where none is given or the file needs none. */
async function openedCopy(source: Uint8Array, passwordFile: string | undefined): Promise<Opened | undefined> {
  if (passwordFile === undefined) return undefined
  const password = await readPassword(passwordFile)
  const { verdict, copy, sha256, findings } = await withPdfWorker((pdf) => examinePdf(pdf, source, password))
  if (verdict === 'ready') return undefined
  if (verdict === 'copy' && copy) return { bytes: copy.bytes, sourceSha256: sha256, how: copy.how }
  const [refusal] = findings
  throw new MappeError(refusal?.code === 'broken' ? 'PDF_BROKEN' : 'PDF_ENCRYPTED', {
    reason: refusal?.code ?? null,
  })
}

const originOf = ({ sourceSha256, how }: Opened) => ({ copyOf: { sha256: sourceSha256, how } })

const originWords = (opened: Opened): string =>
  `Unterschrieben wurde eine ${copyWords(opened)} der Datei mit SHA-256 ${opened.sourceSha256}.`

function textOf(
  out: string,
  count: number,
  { certificate }: SealKey,
  { sha256, timestamp, anchors }: Pick<SealedAgreement, 'sha256' | 'timestamp' | 'anchors'>,
): string {
  const holder = holderOf(new X509Certificate(certificate).subject)
  return [
    `${out}: ${count} Unterschriften eingetragen und gesiegelt, SHA-256 ${sha256}.`,
    `Gesiegelt mit dem Schlüssel von: ${holder}`,
    ...(anchors.filled > 0 ? [`Platzhalter im Text ersetzt: ${anchors.filled}.`] : []),
    ...(anchors.left.length > 0
      ? [`Stehen geblieben, weil niemand von ihnen unterschrieben hat: ${leftOf(anchors.left)}.`]
      : []),
    ...(timestamp ? [`Zeitstempel: ${timestamp.at}, ${timestamp.authority}`] : []),
  ].join('\n')
}

const leftOf = (anchors: readonly PlacedAnchor[]): string =>
  anchors.map((anchor) => `{{${anchorInWords(anchor)}}} auf Seite ${anchor.page + 1}`).join(', ')

function stampsOf(text: string, now: Date): Stamp[] {
  const parsed = z.array(signatureSchema).safeParse(parseJson(text))
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new UsageError(
      `Die Datei mit den Unterschriften passt nicht: die Angabe „${where}“ fehlt oder ist falsch.`,
    )
  }
  const first = parsed.data.some(({ page }) => page === 0) ? 0 : 1
  return parsed.data.map(({ strokes, page, signedAt, ...rest }) => ({
    ...rest,
    page: page - first,
    ink: outlineOf(strokes),
    signedAt: signedAt ?? now.toISOString(),
  }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('Die Datei mit den Unterschriften ist kein JSON.')
  }
}
