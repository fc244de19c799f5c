/** How much work a file is for the disk, so that what is told of many files moves as evenly as the clock. */
import { stat } from 'node:fs/promises'

/** Making a small file durable takes as long as writing so many bytes. */
const DURABLY = 200_000

/** Reading a file, in bytes; none where there is no file. */
export const readingWork = async (file: string): Promise<number> =>
  (await stat(file).catch(() => null))?.size ?? 0

/** Writing a file durably, in bytes; also of one that is not there, for it is looked for. */
export const diskWork = async (file: string): Promise<number> => (await readingWork(file)) + DURABLY
