/** Calls the next by itself, where the plan says so: after a signature, an arrival, a tablet that came back. */
import { HOST_STATION } from '../../shared/domain/ids.ts'
import { nextCalls, servingStations } from '../../shared/domain/signing/signing-plan.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'

type Calling = Pick<CoreParts, 'handler' | 'happenings' | 'presence' | 'run' | 'options'>

/** Looks whenever something was recorded or a station came or went; runs until the returned function is called. */
export function callByItself({ handler, happenings, presence, run, options }: Calling): () => void {
  const present = () => servingStations(handler.state).filter((id) => presence.isThere(id))

  // decided again when the command runs: two looks at once cannot call anybody twice
  const look = () => {
    if (nextCalls(handler.state, present()).length === 0) return
    const command = { type: 'call-next' as const, payload: { present: present() } }
    run(command, { commandId: newCommandId(), station: HOST_STATION }).catch((error: unknown) =>
      options.log('nobody-called', { error }),
    )
  }

  const stops = [happenings.subscribe('fact', look), happenings.subscribe('presence', look)]
  return () => {
    for (const stop of stops) stop()
  }
}
