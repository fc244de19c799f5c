/** Empties entries without breaking the chain: hashes stay and prove that something was there, not what. */
import { emptiedLine, linesOf } from './entry-seal.ts'

/** `bytes` hold whole lines, entry 1 first. Without its salt not even a guessed payload can be checked against the hash. */
export const redactLines = (
  bytes: Buffer,
  entries: ReadonlySet<number>,
): { bytes: Buffer; lengths: number[] } => {
  const lines: Buffer[] = []
  for (const line of linesOf(bytes)) lines.push(entries.has(lines.length + 1) ? emptiedLine(line) : line)
  return { bytes: Buffer.concat(lines), lengths: lines.map(({ length }) => length) }
}
