/** Empties entries without breaking the chain: hashes stay and prove that something was there, not what. */

const LINE_END = 0x0a
const PAYLOAD_KEY = Buffer.from(',"payload":')
const EMPTIED = Buffer.from(',"payload":null,"salt":""}\n')

/** `bytes` hold whole lines, entry 1 first. Without its salt not even a guessed payload can be checked against the hash. */
export const redactLines = (
  bytes: Buffer,
  entries: ReadonlySet<number>,
): { bytes: Buffer; lengths: number[] } => {
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LINE_END, start) + 1
    const line = bytes.subarray(start, end)
    lines.push(entries.has(lines.length + 1) ? emptied(line) : line)
    start = end
  }
  return { bytes: Buffer.concat(lines), lengths: lines.map(({ length }) => length) }
}

/** Within a string the quotes of the key would be escaped, so its first occurrence is the key itself. */
const emptied = (line: Buffer): Buffer =>
  Buffer.concat([line.subarray(0, line.indexOf(PAYLOAD_KEY)), EMPTIED])
