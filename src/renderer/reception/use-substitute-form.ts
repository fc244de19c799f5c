/** What the desk says of somebody who comes for a guest: a stranger by name, or a guest of the list. */
import { computed, reactive, ref, watch } from 'vue'
import { expectedCompanions } from '../../shared/domain/door/companions.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { seatOf } from '../../shared/domain/door/seat.ts'
import type { StandInTerms } from '../../shared/domain/door/stand-in.ts'
import type { State } from '../../shared/domain/state.ts'
import { newAttendeeId } from '../ids.ts'
import { standInFor } from './new-guest.ts'
import type { StandIn } from './new-guest.ts'

export type SubstituteAnswer = { reason: string; companions: number } & (
  { type: 'stranger'; person: Attendee } | { type: 'guest'; guestId: AttendeeId; terms: StandInTerms }
)

const empty = (): StandIn => ({
  name: '',
  function: '',
  maySign: false,
  capacity: 'i.V.',
  authoritySeenBy: '',
})

export function useSubstituteForm(absent: () => Attendee | null, state: () => State) {
  const form = reactive(empty())
  const reason = ref('')
  const companions = ref(0)
  const takesSeat = ref(false)
  const guestId = ref<AttendeeId | null>(null)
  /** Kept until the dialog closes: a second Enter after a lost reply must not make a second guest. */
  let strangerId: AttendeeId = newAttendeeId()

  const guest = computed(() => (guestId.value === null ? null : (state().attendees[guestId.value] ?? null)))
  const isIn = computed(() => guest.value !== null && state().arrivals[guest.value.id] !== undefined)
  /** Companions that were announced for the seat, and for a guest who is not in yet. */
  const announced = computed(() => {
    const from = isIn.value ? [absent()] : [absent(), guest.value]
    return from.reduce((sum, who) => sum + (who ? expectedCompanions(state(), who) : 0), 0)
  })
  /** Both seats, where the guest has one and could take the other's. */
  const seats = computed(() => {
    const [own, other] = [guest.value && seatOf(state(), guest.value), absent()?.seat]
    return own && other && own !== other ? { own, other } : null
  })

  watch(absent, (now) => {
    if (!now) return
    Object.assign(form, empty(), { maySign: now.maySign })
    reason.value = ''
    strangerId = newAttendeeId()
    leave()
  })
  watch([announced, absent], () => (companions.value = announced.value))

  function choose(id: AttendeeId): void {
    guestId.value = id
    takesSeat.value = false
    const { maySign = false, partnerId = null, capacity = 'i.V.' } = guest.value ?? {}
    form.capacity = maySign && partnerId === absent()?.partnerId ? capacity : 'i.V.'
  }

  function leave(): void {
    guestId.value = null
    takesSeat.value = false
    form.capacity = 'i.V.'
  }

  /** Null as long as nobody is named. */
  function answer(): SubstituteAnswer | null {
    const whose = absent()
    const told = { reason: reason.value.trim(), companions: companions.value }
    if (whose && guest.value) {
      const { maySign, capacity } = form
      const authoritySeenBy = maySign && capacity !== 'in-office' ? form.authoritySeenBy.trim() : ''
      const terms = { maySign, capacity, authoritySeenBy, takesSeat: takesSeat.value }
      return { ...told, type: 'guest', guestId: guest.value.id, terms }
    }
    if (!whose || form.name.trim() === '') return null
    return { ...told, type: 'stranger', person: standInFor(whose, form, strangerId) }
  }

  return {
    form,
    reason,
    companions,
    takesSeat,
    guest,
    guestName: computed(() => (guest.value ? fullName(guest.value) : '')),
    isIn,
    announced,
    seats,
    choose,
    leave,
    answer,
  }
}
