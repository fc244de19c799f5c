/** The deletion protocol as a file, where a call asks for one. */
import { extname } from 'node:path'
import type { CoreParts } from '../../core/core-parts.ts'
import { deletionProtocol, formerProtocolFile } from '../../core/privacy/deletion-protocol.ts'
import { writeFileDurably } from '../../core/folder/durable-file.ts'
import { UsageError } from './command-line.ts'

/** Looks at the name at once: after the deletion a wrong one would come too late. */
export function protocolWriter(file: string | undefined) {
  const end = file === undefined ? '' : extname(file).toLowerCase()
  if (file !== undefined && end !== '.pdf' && end !== '.json')
    throw new UsageError(`„${file}“: Das Löschprotokoll gibt es als .pdf oder .json.`)
  const format = end === '.json' ? 'json' : 'pdf'
  return async (parts: CoreParts, of: 'deletions' | 'ceremony'): Promise<void> => {
    if (file === undefined) return
    const make = of === 'ceremony' ? formerProtocolFile : deletionProtocol
    await writeFileDurably(file, (await make(parts, format)).bytes)
  }
}
