/** Entering the ticks of a list on paper: typed as codes or tapped row by row. */
import { computed, ref, watch } from 'vue'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { readPaperTicks } from '../../../shared/domain/paper/paper-ticks.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { localDay } from '../../clock.ts'
import { useAction } from '../../use-action.ts'
import { eveningOf, instantOf } from './paper-rows.ts'

type Tick = { attendeeId: AttendeeId; time: string | null }

export function usePaperTicks(state: () => State, { call }: Host) {
  const codes = ref('')
  const tapped = ref(new Set<AttendeeId>())
  /** For all that have no hour of their own; empty for none. */
  const time = ref('')
  /** How many the last entry brought; null before the first. */
  const entered = ref<number | null>(null)
  const { isRunning, error, run } = useAction()
  /** What the last entry could not read and left in the field. */
  let left = ''
  // whoever goes on typing has read what the last entry brought
  watch(codes, (now) => {
    if (now !== left) entered.value = null
  })

  const evening = computed(() => eveningOf(state()))
  /** The day the hours are entered for (YYYY-MM-DD). */
  const day = computed(() => evening.value?.date ?? localDay(new Date()))
  const read = computed(() => readPaperTicks(codes.value, state()))
  const typedNews = computed(() => read.value.ticks.filter(({ isAlreadyIn }) => !isAlreadyIn))
  const tappedNews = computed(() => [...tapped.value].filter((id) => !state().arrivals[id]))

  async function enter(ticks: readonly Tick[]): Promise<boolean> {
    const noted = ticks.map(({ attendeeId, time: own }) => ({
      attendeeId,
      notedAt: instantOf(own ?? time.value, evening.value, new Date()),
    }))
    return run(async () => {
      entered.value = null
      const done = await command((commandId) => call.printing.enterTicks({ ticks: noted, commandId }))
      entered.value = done.entered
    })
  }

  /** Enters what could be read; what could not stays to be looked at. */
  async function enterTyped(): Promise<void> {
    const { wrong } = read.value
    if (!(await enter(typedNews.value))) return
    left = wrong.map(({ text }) => text).join(' ')
    codes.value = left
  }

  async function enterTapped(): Promise<void> {
    const ticks = tappedNews.value.map((attendeeId) => ({ attendeeId, time: null }))
    if (await enter(ticks)) tapped.value = new Set()
  }

  function tap(id: AttendeeId, isTicked: boolean): void {
    entered.value = null
    const next = new Set(tapped.value)
    if (isTicked) next.add(id)
    else next.delete(id)
    tapped.value = next
  }

  return {
    codes,
    time,
    day,
    entered,
    isRunning,
    error,
    read,
    typedNews,
    tapped,
    tappedNews,
    tap,
    enterTyped,
    enterTapped,
  }
}
