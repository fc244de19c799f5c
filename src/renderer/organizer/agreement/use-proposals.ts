/** Asks what the agreement's text proposes, anew for another document and for other partners. */
import { shallowRef, watch } from 'vue'
import type { Proposals } from '../../../shared/contract/agreement.ts'
import type { Host } from '../../client.ts'

const NONE: Proposals = { fields: [], anchors: [] }

/** `wanted` names document and partners; null where nothing is to be proposed. A reading that fails proposes nothing. */
export function useProposals({ call }: Host, wanted: () => string | null) {
  const proposals = shallowRef<Proposals>(NONE)
  watch(
    wanted,
    async (now) => {
      const found = now === null ? NONE : await call.agreement.proposals().catch(() => NONE)
      if (wanted() === now) proposals.value = found
    },
    { immediate: true },
  )
  return proposals
}
