/** Removes what was deleted from everywhere in the data folder but the journal: the snapshot, files, documents made before. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sha256 } from '../../shared/domain/ids.ts'
import type { Blobs } from '../folder/blobs.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { toDiskFault } from '../folder/disk-fault.ts'
import { removeTemporaryFiles, syncFolder } from '../folder/durable-file.ts'
import {
  CEREMONY_PROTOCOL,
  isDamagedJournal,
  isSealedName,
  isSealedTrail,
} from '../sealing/document-names.ts'
import { removeResult } from '../rehearsal/result.ts'
import type { Beside } from '../folder/ledger-opening.ts'

export const besideJournal = (folder: DataFolder, blobs: Blobs): Beside => ({
  isClear: async ({ blobs: deleted }) => !(await blobs.listBlobs()).some((name) => deleted[name]),
  clear: async ({ blobs: deleted }) => {
    try {
      await rm(folder.snapshot, { force: true })
      await removeTemporaryFiles(folder.path)
      await removeDamagedJournals(folder.path)
      await removeResult(folder)
      await syncFolder(folder.path)
      await removeMadeDocuments(folder.documents)
    } catch (error) {
      throw toDiskFault(error)
    }
    // the keys were written as names of files
    for (const sha256 of Object.keys(deleted) as Sha256[]) await blobs.deleteBlob(sha256)
  },
})

/** A damaged journal that was gone on from still holds everything it held. */
async function removeDamagedJournals(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (isDamagedJournal(name)) await rm(join(folder, name), { force: true })
}

/** Lists, archives, letters: each can be made anew, without those who are gone. What was sealed stays. */
async function removeMadeDocuments(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const isKept = isSealedName(name) || isSealedTrail(name) || name === CEREMONY_PROTOCOL
    if (!isKept) await rm(join(folder, name), { force: true })
  }
  await syncFolder(folder)
}
