/** The organizer's word: the station is written down first, and only then its token may leave the host. */
import type { StationId } from '../../shared/domain/ids.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'

/** @throws MappeError NOT_FOUND when the device waits no longer */
export async function letIn(
  { asking, handler, run }: Pick<CoreParts, 'asking' | 'handler' | 'run'>,
  id: StationId,
  by: StationId,
): Promise<{ unchanged: boolean }> {
  // the answer to an earlier try was lost, or two organizers said yes
  if (handler.state.stations[id]) return { unchanged: true }
  await asking.confirm(id, async ({ role, name, device }, tokenHash) => {
    const payload = { stationId: id, role, name, tokenHash, device }
    await run({ type: 'pair-station', payload }, { commandId: newCommandId(), station: by })
  })
  return { unchanged: false }
}
