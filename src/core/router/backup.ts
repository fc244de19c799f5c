/** The place of the backup, and the word that the ceremony goes on here in spite of a takeover. */
import type { CoreParts } from '../core-parts.ts'
import { restoreHere } from '../backup/first-restore.ts'
import { damageView, fetchMissing, repairJournal } from '../backup/repair.ts'
import { inSightOfAll } from '../work.ts'
import type { Base } from './base.ts'

export function backupRouter({ backup: os }: Base, parts: CoreParts) {
  const { backup } = parts
  const status = async () => ({ ...(await backup.status()), unknownToHost: parts.unknownPlace })
  return {
    status: os.status.handler(status),
    damage: os.damage.handler(() => damageView(parts)),
    repair: os.repair.handler(async ({ input: { way }, context }) => {
      await repairJournal(parts, way, context.caller.station)
      return damageView(parts)
    }),
    fetchMissing: os.fetchMissing.handler(async () => {
      await fetchMissing(parts)
      return damageView(parts)
    }),
    choose: os.choose.handler(async ({ input }) => {
      await backup.choose(input.place)
      return status()
    }),
    stop: os.stop.handler(async () => {
      await backup.stop()
      return status()
    }),
    callOff: os.callOff.handler(async () => {
      await backup.callOff()
      return status()
    }),
    forgetEarlier: os.forgetEarlier.handler(async ({ input }) => {
      await backup.remembered.forget(input.id)
      return status()
    }),
    restore: os.restore.handler(async ({ input: { place, secret } }) => {
      const { title, entries, files, missingFiles, isMarked, host } = await inSightOfAll(
        parts,
        'restoring',
        ({ report }) => restoreHere(parts, place, secret, report),
      )
      return { title, entries, files, missingFiles: missingFiles.length, isMarked, host }
    }),
    goOnHere: os.goOnHere.handler(async ({ input: { reason, commandId }, context }) => {
      const by = backup.superseded()
      if (!by) return status()
      const { host, at, entries, head } = by
      const payload = { host, at, entries, head, reason }
      await parts.run({ type: 'overrule-takeover', payload }, { commandId, station: context.caller.station })
      await backup.forgetTakeover()
      return status()
    }),
  }
}
