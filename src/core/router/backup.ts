/** The place of the backup, and the word that the ceremony goes on here in spite of a takeover. */
import type { CoreParts } from '../core-parts.ts'
import { restoreHere } from '../first-restore.ts'
import type { Base } from './base.ts'

export function backupRouter({ backup: os }: Base, parts: CoreParts) {
  const { backup } = parts
  return {
    status: os.status.handler(() => backup.status()),
    choose: os.choose.handler(async ({ input }) => {
      await backup.choose(input.place)
      return backup.status()
    }),
    stop: os.stop.handler(async () => {
      await backup.stop()
      return backup.status()
    }),
    restore: os.restore.handler(async ({ input }) => {
      const { title, entries, files, missingFiles, isMarked, host } = await restoreHere(parts, input.place)
      return { title, entries, files, missingFiles: missingFiles.length, isMarked, host }
    }),
    goOnHere: os.goOnHere.handler(async ({ input: { reason, commandId }, context }) => {
      const by = backup.superseded()
      if (!by) return backup.status()
      const { host, at, entries, head } = by
      const payload = { host, at, entries, head, reason }
      await parts.run({ type: 'overrule-takeover', payload }, { commandId, station: context.caller.station })
      await backup.forgetTakeover()
      return backup.status()
    }),
  }
}
