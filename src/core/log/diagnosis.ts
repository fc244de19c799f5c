/**
 * A bundle for whoever has to find out what is wrong with the program: figures, codes and the log.
 * Nothing in it comes from what people entered, so it may be sent on.
 */
import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { arch, cpus, freemem, loadavg, platform, release, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import type { CoreParts } from '../core-parts.ts'
import { logFiles } from './event-log.ts'
import { verifyJournal } from '../journal/verify.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { zipped } from '../archive/zipped.ts'

/** What only an open host knows. */
export type HostFigures = {
  notices: readonly string[]
  stations: { role: string; id: string; isThere: boolean; isRevoked: boolean }[]
  network: { isOn: boolean; addresses: number; problem: string | null } | null
  backup: {
    hasPlace: boolean
    isSameDrive: boolean
    behind: number
    lastAt: string | null
    problem: string | null
  }
  people: { partners: number; attendees: number; arrivals: number }
}

/** `folder` need not be open, nor its journal whole: that is when a diagnosis is wanted most. */
export type Diagnosed = { folder: string; version: string; now: () => Date; host: HostFigures | null }

const MEGABYTE = 1024 * 1024

/** As a ZIP, with a text that says what is in it. */
export async function makeDiagnosis(diagnosed: Diagnosed): Promise<NamedFile> {
  const figures = JSON.stringify(await figuresOf(diagnosed), null, 2)
  const files: Record<string, Uint8Array> = {
    'LIESMICH.txt': Buffer.from(README),
    'diagnose.json': Buffer.from(figures),
  }
  for (const log of logFiles(join(diagnosed.folder, 'logs')))
    files[`logs/${basename(log)}`] = await readFile(log)
  const day = diagnosed.now().toISOString().slice(0, 10)
  return { bytes: await zipped(files), fileName: `diagnose-${day}.zip` }
}

const README = [
  'Diagnose der Unterschriftenmappe',
  '',
  'diagnose.json  – Version, Rechner, Platz, Zustand von Journal, Sicherung und Geräten: Zahlen und Kennwörter des Programms',
  'logs/          – was dem Programm geschah: Zeiten, Fehlercodes, Stellen im Programmcode',
  '',
  'Nicht enthalten: Namen, Adressen, Unterschriften, Texte, Schlüssel, Pfade. Sie können die Datei weitergeben.',
  '',
].join('\r\n')

async function figuresOf({ folder, version, now, host }: Diagnosed) {
  return {
    madeAt: now().toISOString(),
    program: { version, node: process.versions.node, electron: process.versions['electron'] ?? null },
    machine: {
      platform: platform(),
      release: release(),
      arch: arch(),
      processors: cpus().length,
      load: loadavg().map((load) => Math.round(load * 100) / 100),
      memoryMb: Math.round(totalmem() / MEGABYTE),
      freeMemoryMb: Math.round(freemem() / MEGABYTE),
    },
    process: {
      upSeconds: Math.round(process.uptime()),
      memoryMb: Math.round(process.memoryUsage.rss() / MEGABYTE),
    },
    folder: await folderFigures(folder),
    journal: await journalFigures(join(folder, 'journal.jsonl')),
    host,
  }
}

async function folderFigures(folder: string) {
  const { bavail, bsize } = await statfs(folder)
  const parts = ['blobs', 'documents', 'keys', 'logs']
  const sizes = await Promise.all(
    parts.map(async (part) => [part, await sizeOf(join(folder, part))] as const),
  )
  const snapshot = await stat(join(folder, 'snapshot.json')).catch(() => null)
  return {
    freeMb: Math.round((bavail * bsize) / MEGABYTE),
    snapshotBytes: snapshot?.size ?? null,
    ...Object.fromEntries(sizes),
  }
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number } | null> {
  const names = await readdir(folder).catch(() => null)
  if (!names) return null
  const files = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)))
  return { files: names.length, bytes: files.reduce((bytes, file) => bytes + (file?.size ?? 0), 0) }
}

/** How many entries of which kind, and where the chain breaks if it does. */
async function journalFigures(file: string) {
  const bytes = await readFile(file).catch(() => null)
  if (!bytes) return null
  return { bytes: bytes.length, ...(await verifyJournal(bytes)), types: typesIn(bytes.toString('latin1')) }
}

/** The head of a line comes before its hash, what somebody entered after it. */
function typesIn(lines: string): Record<string, number> {
  const types: Record<string, number> = {}
  for (const line of lines.split('\n')) {
    const [, type] = /"type":"([a-z-]+)","version":\d+$/.exec(line.slice(0, line.indexOf(',"hash":"'))) ?? []
    if (type) types[type] = (types[type] ?? 0) + 1
  }
  return types
}

/** The figures of an open host. */
export async function hostFigures({ handler, presence, network, backup }: CoreParts): Promise<HostFigures> {
  const { state, opened } = handler
  const { place, isSameDrive, behind, lastAt, problem } = await backup.status()
  const net = network?.status()
  return {
    notices: opened.notices,
    stations: Object.values(state.stations).map(({ id, role, revokedAt }) => ({
      id,
      role,
      isThere: presence.isThere(id),
      isRevoked: revokedAt !== null,
    })),
    network: net ? { isOn: net.isOn, addresses: net.urls.length, problem: net.problem } : null,
    backup: { hasPlace: place !== null, isSameDrive, behind, lastAt, problem },
    people: {
      partners: Object.keys(state.partners).length,
      attendees: Object.keys(state.attendees).length,
      arrivals: Object.keys(state.arrivals).length,
    },
  }
}
