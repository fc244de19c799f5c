/** Live feeds and the host's own word on how it is. */
import type { HostStatus } from '../../shared/contract/live.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { followAsking, followJoining } from '../pairing/feeds.ts'
import {
  followAppearance,
  followFacts,
  followPresence,
  followStage,
  followTask,
  followWork,
} from '../live-feed.ts'
import { followRehearsal, noteStageShown } from '../rehearsal/following.ts'
import { hostFigures, makeDiagnosis } from '../log/diagnosis.ts'
import { areFilesMissing } from '../backup/repair.ts'
import type { Base } from './base.ts'
import { zipBlob } from './files.ts'

export function liveRouter(os: Base, parts: CoreParts) {
  const { handler, happenings, presence } = parts
  const { live } = os
  return {
    facts: live.facts.handler(({ input, context, signal }) => {
      const role = context.caller.role === 'organizer' ? 'organizer' : 'reception'
      return followFacts({ handler, happenings, signal }, role, input, (entries) => {
        parts.unknownPlace = { entries, at: parts.options.now().toISOString() }
      })
    }),
    task: live.task.handler(({ context, signal }) =>
      followTask({ handler, happenings, signal }, context.caller.station),
    ),
    appearance: live.appearance.handler(({ signal }) => followAppearance({ handler, happenings, signal })),
    stage: live.stage.handler(({ context, signal }) => {
      if (context.caller.role === 'display') noteStageShown(parts)
      return followStage({ handler, happenings, signal })
    }),
    rehearsal: live.rehearsal.handler(({ signal }) => followRehearsal(parts, signal)),
    work: live.work.handler(({ context, signal }) =>
      followWork({ happenings, signal, underWay: parts.underWay }, context.caller.station),
    ),
    presence: live.presence.handler(({ signal }) => followPresence(presence, { happenings, signal })),
    ink: live.ink.handler(({ signal }) => happenings.subscribe('stroke', { ...(signal && { signal }) })),
    asking: live.asking.handler(({ signal }) => followAsking(parts, signal)),
    joining: live.joining.handler(({ input: { ticket }, signal }) => followJoining(parts, ticket, signal)),
  }
}

export function hostRouter(os: Base, parts: CoreParts) {
  const { host } = os
  return {
    ping: host.ping.handler(() => ({ at: parts.options.now().toISOString() })),
    status: host.status.handler(({ context }) => statusFor(parts, context.caller)),
    diagnosis: host.diagnosis.handler(async () => {
      const { options, folder } = parts
      const host = await hostFigures(parts)
      const { bytes, fileName } = await makeDiagnosis({ ...options, folder: folder.path, host })
      return { file: zipBlob(bytes), fileName }
    }),
  }
}

/** What the organizer needs to know of the host; others learn who they are, nothing else. */
async function statusFor(parts: CoreParts, { station, role }: CallContext['caller']): Promise<HostStatus> {
  const { handler, options, addresses } = parts
  const name = handler.state.stations[station]?.name ?? ''
  const common = {
    version: options.version,
    rehearsal: parts.rehearsing.id,
    station: role === 'unpaired' ? null : { id: station, role, name },
  }
  const isOrganizer = role === 'organizer' && !parts.screenLock.isLocked(station)
  if (!isOrganizer) return { ...common, notices: [], dataFolder: null, addresses: [] }
  return {
    ...common,
    notices: [
      ...handler.opened.notices,
      ...((await areFilesMissing(parts)) ? (['files-missing'] as const) : []),
      ...(parts.rehearsing.wasCutShort ? (['rehearsal-removed'] as const) : []),
      ...(options.inBrowser ? (['running-in-browser'] as const) : []),
    ],
    dataFolder: options.dataDir,
    addresses,
  }
}
