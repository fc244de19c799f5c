/** The file a command writes is never one that it reads. */
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { UsageError } from './command-line.ts'

/** @throws UsageError where `out` is one of the files read, by whatever path or link; those not given are skipped. */
export async function assertOwnTarget(out: string, read: readonly (string | undefined)[]): Promise<void> {
  const target = await identityOf(out)
  if (target === null) return
  const sources = await Promise.all(read.map((path) => (path === undefined ? null : identityOf(path))))
  if (sources.includes(target))
    throw new UsageError(
      `„${out}“ wird gelesen und nicht überschrieben. Bitte nennen Sie mit --out eine andere Datei.`,
    )
}

/**
 * What a data folder holds is written by the program alone; `documents`, where finished papers lie, is no exception.
 * @throws UsageError where `out` would lie in `dataDir`, by whatever path or link
 */
export async function assertOutside(out: string, dataDir: string): Promise<void> {
  const [file, folder] = await Promise.all([realFile(out), realpath(dataDir).catch(() => null)])
  if (folder === null) return
  const within = relative(folder, file)
  if (within === '' || !(within.startsWith('..') || isAbsolute(within)))
    throw new UsageError(
      `„${out}“ liegt im Datenordner; dort schreibt nur das Programm selbst. Bitte nennen Sie mit --out eine Datei an anderer Stelle.`,
    )
}

/** A file that is still to be made has no path of its own, but its folder has. */
async function realFile(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const folder = dirname(resolve(path))
    return join(await realpath(folder).catch(() => folder), basename(path))
  }
}

/** Volume and file number, the same for each name of one file; null where there is none. */
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found && `${found.dev} ${found.ino}`
}
