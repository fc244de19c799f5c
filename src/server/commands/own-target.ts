/** The file a command writes is never one that it reads. */
import { stat } from 'node:fs/promises'
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

/** Volume and file number, the same for each name of one file; null where there is none. */
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found && `${found.dev} ${found.ino}`
}
