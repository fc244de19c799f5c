/** In which rehearsal this page is, if any: every surface bears its mark, and nothing of it is taken along. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { forgetDesk, untoldActs } from '../desk/keep.ts'
import { deskKeepOf } from '../desk/keep-name.ts'
import { pause } from '../connection/timing.ts'
import { keepRehearsal, keptRehearsal } from '../rehearsal/kept-rehearsal.ts'
import { keepDraft } from '../signing/draft-keeping.ts'

/** A database that another tab holds open must not hold up this page. */
const PATIENCE_MS = 1_500

export const useRehearsalStore = defineStore('rehearsal', () => {
  const id = ref(keptRehearsal())
  /** So many acts of the evening wait on this device until the rehearsal is over. */
  const waiting = ref(0)
  if (id.value !== null) void countWaiting()

  async function countWaiting(): Promise<void> {
    waiting.value = await untoldActs(deskKeepOf(null))
  }

  /** So many acts of a rehearsal never reached the host, and count for nothing. */
  const dropped = ref(0)

  /** The host has turned: the page is made anew for this rehearsal, or for the evening. */
  async function enter(next: string | null): Promise<void> {
    const before = id.value
    keepRehearsal(next)
    keepDraft(null, sessionStorage)
    dropped.value =
      before === null ? 0 : await Promise.race([dropDesk(before), pause(PATIENCE_MS).then(() => 0)])
    waiting.value = 0
    if (next !== null) await Promise.race([countWaiting(), pause(PATIENCE_MS)])
    id.value = next
  }

  return { id, dropped, waiting, enter }
})

async function dropDesk(rehearsal: string): Promise<number> {
  const name = deskKeepOf(rehearsal)
  const untold = await untoldActs(name)
  await forgetDesk(name)
  return untold
}
