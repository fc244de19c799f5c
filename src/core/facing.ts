/** The host as stations and windows see it: the evening, or the rehearsal as long as there is one. */
import type { Core, TurnedAway } from './host-face.ts'
import type { Rehearsals } from './rehearsal/rehearsals.ts'

/** All that serves goes to the core whose turn it is; `parts` and the network stay those of the evening. */
export function facing(evening: Core, rehearsals: Rehearsals): Core {
  const served = () => rehearsals.core() ?? evening

  /** Also of a rehearsal that begins later. */
  function onTurnedAway(listener: (turned: TurnedAway) => void): () => void {
    let stop = served().onTurnedAway(listener)
    const stopTurning = rehearsals.onTurned(() => {
      stop()
      stop = served().onTurnedAway(listener)
    })
    return () => {
      stop()
      stopTurning()
    }
  }

  return {
    ...evening,
    get router() {
      return served().router
    },
    served,
    rehearsal: () => served().parts.rehearsing.id,
    onTurned: rehearsals.onTurned,
    admit: (token) => served().admit(token),
    isExpired: (station) => served().isExpired(station),
    announce: (addresses, own) => {
      evening.announce(addresses, own)
      rehearsals.core()?.announce(addresses, own)
    },
    onTurnedAway,
    close: async () => {
      await rehearsals.close()
      await evening.close()
    },
  }
}
