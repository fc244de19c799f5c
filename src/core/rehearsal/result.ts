/** What stays of a rehearsal: one small note in the data folder. None of its acts, and of people only their ids beside what is to be put right. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { rehearsalResultSchema } from '../../shared/contract/rehearsal.ts'
import type { RehearsalResult } from '../../shared/contract/rehearsal.ts'
import { isChecked } from '../../shared/domain/evening/rehearsal-checks.ts'
import type { RehearsalChecks } from '../../shared/domain/evening/rehearsal-checks.ts'
import type { DataFolder } from '../folder/data-folder.ts'

export const REHEARSAL_NOTE = 'rehearsal-result.json'

type Folder = Pick<DataFolder, 'path' | 'files'>

export function resultOf({ points, names }: RehearsalChecks, began: string, ended: string): RehearsalResult {
  const open = points.filter((point) => !isChecked(point)).map(({ key }) => key)
  return {
    began,
    ended,
    checked: points.length - open.length,
    of: points.length,
    open,
    corrections: names
      .filter(({ standing }) => standing === 'wrong')
      .map(({ attendeeId, note }) => ({ attendeeId, note })),
  }
}

export const keepResult = (folder: Folder, result: RehearsalResult): Promise<void> =>
  folder.files.write(join(folder.path, REHEARSAL_NOTE), Buffer.from(JSON.stringify(result)))

/** Null where there is none, or none that can be read: it is worth no more than a look. */
export async function lastResult(folder: Folder): Promise<RehearsalResult | null> {
  try {
    const bytes = await folder.files.read(join(folder.path, REHEARSAL_NOTE))
    return rehearsalResultSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

export const removeResult = ({ path }: Pick<DataFolder, 'path'>): Promise<void> =>
  rm(join(path, REHEARSAL_NOTE), { force: true })
