/** `mappe demo`: plays a whole ceremony with the sample data and leaves everything it makes in a folder. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { playEvening } from '../../core/demo/evening.ts'
import type { EveningSummary } from '../../core/demo/evening.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CommandLine } from './command-line.ts'
import { readArgs, required } from './command-line.ts'
import { openCoreAt } from './open-core.ts'

const USAGE = 'mappe demo --out ORDNER'
const SUMMARY = 'zusammenfassung.json'
const DATA = 'daten'

export const demo: CommandLine = {
  run: async (args, { asJson }) => {
    const { values } = readArgs(args, { out: { type: 'string' } }, { min: 0, max: 0, usage: USAGE })
    const out = resolve(required(values.out, USAGE))
    await clearEarlierDemo(out)
    const dataDir = join(out, DATA)
    await mkdir(out, { recursive: true })
    await writeSummary(out, { files: [] })
    const core = await openCoreAt(dataDir)
    try {
      const summary = await playEvening(core, (step) => asJson || process.stdout.write(`· ${step}\n`))
      await cp(core.parts.folder.documents, out, { recursive: true })
      const files = (await readdir(out)).filter((name) => name !== DATA).toSorted()
      await writeSummary(out, { ...summary, files })
      return { isGood: true, json: { ok: true, out, files, ...summary }, text: textOf(out, files, summary) }
    } finally {
      await core.close()
    }
  },
}

/** Names what the demonstration left; written before anything else, so that an interrupted one is known as well. */
const writeSummary = (out: string, summary: { files: string[] }): Promise<void> =>
  writeFile(join(out, SUMMARY), `${JSON.stringify(summary, null, 2)}\n`)

const leftSchema = z.object({ files: z.array(z.string()) })

/** Only what an earlier demonstration left is removed; anything else in the folder stops it. */
async function clearEarlierDemo(out: string): Promise<void> {
  const names = await readdir(out).catch((): string[] => [])
  if (names.length === 0) return
  const left = names.includes(SUMMARY) ? [SUMMARY, DATA, ...(await filesLeft(out))] : []
  if (names.some((name) => !left.includes(name))) throw new MappeError('FOLDER_NOT_EMPTY', { folder: out })
  await rm(out, { recursive: true })
}

async function filesLeft(out: string): Promise<string[]> {
  try {
    return leftSchema.parse(JSON.parse(await readFile(join(out, SUMMARY), 'utf8'))).files
  } catch {
    return []
  }
}

const textOf = (out: string, files: string[], summary: EveningSummary): string =>
  [
    '',
    `Die Veranstaltung ist durchgespielt. Alles liegt in ${out}:`,
    ...files.map((name) => `  ${name}`),
    '',
    `Partner, die zeichnen     ${summary.partners}`,
    `Gäste auf der Liste       ${summary.attendees}`,
    `eingelassen               ${summary.checkIns}, davon zurückgenommen: ${summary.undone}`,
    `anwesend                  ${summary.present}`,
    `Vertretung                ${summary.substituted}`,
    `Unterschriften            ${summary.signatures}, wiederholt: ${summary.redone}`,
    `Siegel, SHA-256           ${summary.sealedSha256}`,
    `Zertifikat, SHA-256       ${summary.certificateFingerprint}`,
    `Journal                   ${summary.journalEntries} Einträge, letzter Hash ${summary.journalHead}`,
  ].join('\n')
