/** The dialogs of the desk: which one is open, about whom, and what follows from its answer. */
import { computed, ref, shallowRef } from 'vue'
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import { delegationOf } from './delegation.ts'
import type { Member } from './delegation.ts'
import type { ArrivalRow, GuestRow } from './rows.ts'
import type { Reception } from './use-reception.ts'
import type { SubstituteAnswer } from './use-substitute-form.ts'

export type ReceptionDialogs = ReturnType<typeof useReceptionDialogs>

export function useReceptionDialogs(desk: Reception) {
  const { state } = desk
  const undoing = shallowRef<Pick<ArrivalRow, 'id' | 'name'> | null>(null)
  const absent = shallowRef<Attendee | null>(null)
  const isWalkIn = ref(false)
  const visiting = shallowRef<PartnerId | null>(null)
  /** Whose badge is wanted. */
  const badge = shallowRef<AttendeeId | null>(null)
  /** Null also for one who is off the list by now. */
  const badged = computed(() => (badge.value && state.value.attendees[badge.value]) ?? null)
  const delegation = computed(() => visiting.value && delegationOf(state.value, visiting.value))
  const isOpen = computed(
    () =>
      isWalkIn.value ||
      [desk.company.question.value, absent.value, undoing.value, visiting.value, badged.value].some(
        (open) => open !== null,
      ),
  )

  const awaitStandIn = (id: AttendeeId) => void (absent.value = state.value.attendees[id] ?? null)

  async function undo(reason: string, hasLeft: boolean): Promise<void> {
    const row = undoing.value
    undoing.value = null
    if (row) await desk.undo(row.id, row.name, reason, hasLeft)
  }

  async function admit(attendee: Attendee, partner: Partner | null, offered: AttendeeId[]): Promise<void> {
    if (await desk.walkIn(attendee, partner, offered)) isWalkIn.value = false
  }

  /** Not a stranger after all. */
  function showKnown(row: GuestRow): void {
    isWalkIn.value = false
    desk.show(row)
  }

  /** One after another: a list of people leads to what is to be done with one of them. */
  function leaveDelegation(next: () => void): void {
    visiting.value = null
    next()
  }

  async function admitDelegation(members: Member[]): Promise<void> {
    const organisation = delegation.value?.organisation ?? ''
    if (await desk.admitDelegation(organisation, members)) visiting.value = null
  }

  async function substitute(answer: SubstituteAnswer): Promise<void> {
    if (absent.value && (await desk.substitute(absent.value.id, answer))) absent.value = null
  }

  return {
    undoing,
    absent,
    isWalkIn,
    visiting,
    badge,
    badged,
    delegation,
    isOpen,
    awaitStandIn,
    undo,
    admit,
    showKnown,
    leaveDelegation,
    admitDelegation,
    substitute,
  }
}
