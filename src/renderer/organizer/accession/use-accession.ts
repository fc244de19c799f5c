/** Filling in who joins, and having the declaration made. */
import { computed, ref } from 'vue'
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { plainCopy } from '../../plain-copy.ts'
import { useAction } from '../../use-action.ts'
import { localDay } from '../../clock.ts'
import { blankAccession, candidates } from './accession.ts'

export function useAccession({ call }: Host, state: () => State) {
  const action = useAction()
  const form = ref(blankAccession(state(), localDay(new Date())))
  const isMissing = ref(false)

  function begin(): void {
    action.clear()
    isMissing.value = false
    form.value = blankAccession(state(), localDay(new Date()))
  }

  const isChosen = (id: PartnerId) => form.value.partners.includes(id)

  function choose(id: PartnerId, isWanted: boolean): void {
    isMissing.value = false
    const others = form.value.partners.filter((each) => each !== id)
    form.value.partners = isWanted ? [...others, id] : others
  }

  /** Whether the declaration was made. */
  async function make(): Promise<boolean> {
    const draft = plainCopy(form.value)
    // a partner whose entry was begun and called off is nobody to join
    draft.partners = draft.partners.filter((id) => state().partners[id])
    isMissing.value = draft.partners.length === 0
    if (isMissing.value) return false
    return action.run(() => command((commandId) => call.agreement.beginAccession({ ...draft, commandId })))
  }

  return {
    form,
    isMissing,
    candidates: computed(() => candidates(state())),
    isRunning: action.isRunning,
    error: action.error,
    begin,
    isChosen,
    choose,
    make,
  }
}
