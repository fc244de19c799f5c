/** The one question a guest with companions raises: how many of them are here. */
import { computed, shallowRef } from 'vue'
import { expectedCompanions, namedCompanions } from '../../shared/domain/door/companions.ts'
import { companionsIn } from '../../shared/domain/door/heads.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'

export type CompanyQuestion = {
  id: AttendeeId
  name: string
  /** The guest is in already: more may have come, or too many were counted. */
  isIn: boolean
  /** What Enter answers: those counted, or, before the guest is in, those announced. */
  likely: number
  /** Companions who are guests of their own. */
  named: string[]
}

type Asked = { id: AttendeeId; answer: (count: number | null) => void }

export function useCompany(state: () => State) {
  const asked = shallowRef<Asked | null>(null)
  const question = computed(() => (asked.value ? questionFor(state(), asked.value.id) : null))

  /** Null when nobody wants to answer. The next guest does not wait: those announced are then taken to be here. */
  function ask(id: AttendeeId): Promise<number | null> {
    settle(question.value?.isIn ? null : (question.value?.likely ?? null))
    return new Promise((answer) => (asked.value = { id, answer }))
  }

  function settle(count: number | null): void {
    const before = asked.value
    asked.value = null
    before?.answer(count)
  }

  return { question, ask, settle }
}

/** Null for somebody who is on no list any more. */
export function questionFor(state: State, id: AttendeeId): CompanyQuestion | null {
  const guest = state.attendees[id]
  if (!guest) return null
  const arrival = state.arrivals[id]
  return {
    id,
    name: fullName(guest),
    isIn: arrival !== undefined,
    likely: arrival ? companionsIn(arrival) : expectedCompanions(state, guest),
    named: namedCompanions(state, id).map(fullName),
  }
}

/** From none to a few more than likely. */
export const companyChoices = (likely: number): number[] =>
  Array.from({ length: Math.max(likely + 2, 3) + 1 }, (_, count) => count)
