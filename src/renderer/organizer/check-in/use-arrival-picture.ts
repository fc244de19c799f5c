/** What the picture of arrivals shows: areas, level lines and names, in the units of its drawing sheet. */
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { StationId } from '../../../shared/domain/ids.ts'
import type { State } from '../../../shared/domain/state.ts'
import { stationName } from '../../../shared/domain/station.ts'
import { useFormat } from '../../format.ts'
import { arrivalCurve, axisMarks, curveRows, isOverDays, PAPER, stackedAreas } from './arrival-curve.ts'
import type { CurveSplit, Point } from './arrival-curve.ts'

export const SHEET = { width: 800, height: 240 }

/** Told apart by people who see red and green alike (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c8c8c', '#b8a800']

export function useArrivalPicture(state: () => State) {
  const { t } = useI18n()
  const format = useFormat()
  const split = ref<CurveSplit>('station')
  const curve = computed(() => arrivalCurve(state(), split.value))
  const rows = computed(() => (curve.value ? curveRows(curve.value) : []))
  const total = computed(() => curve.value?.total ?? 0)
  const capacity = computed(() => state().ceremony?.capacity ?? null)
  /** People at the top edge: the hall's seats come into the picture once half of them are taken. */
  const most = computed(() => Math.max(total.value, 1, Math.min(capacity.value ?? 0, 2 * total.value)))
  const heightOf = (count: number) => SHEET.height * (1 - count / most.value)

  const areas = computed(() => {
    const shapes = curve.value ? stackedAreas(curve.value, most.value) : []
    return shapes.map((points, index) => ({
      name: nameOf(curve.value?.series[index]?.key ?? ''),
      count: curve.value?.series[index]?.counts.at(-1) ?? 0,
      colour: COLOURS[index % COLOURS.length],
      points: points.map(onSheet).join(' '),
    }))
  })

  const hours = computed(() => ({
    from: curve.value ? clock(curve.value.begin) : '',
    to: curve.value ? clock(curve.value.ends.at(-1) ?? curve.value.begin) : '',
  }))
  const hasDays = computed(() => curve.value !== null && isOverDays(curve.value))
  const clock = (at: number) => format.value[hasDays.value ? 'dateTime' : 'time'](new Date(at).toISOString())
  const marks = computed(() => {
    if (!curve.value) return []
    const { begin, ends } = curve.value
    const span = (ends.at(-1) ?? begin) - begin
    return axisMarks(curve.value, hasDays.value ? 4 : 9).map((at) => {
      const x = SHEET.width * ((at - begin) / span)
      return { at, x, text: clock(at), anchor: anchorAt(x, hasDays.value ? 50 : 2) }
    })
  })

  function nameOf(key: string): string {
    if (key === PAPER) return t('printing.fromPaper')
    if (split.value === 'station') return stationName(state(), key as StationId)
    return key === 'none' ? t('organizer.door.curve.noOrganisation') : t(`common.category.${key}`)
  }

  return {
    split,
    splits: computed(() =>
      (['station', 'category'] as const).map((value) => ({
        value,
        name: t(`organizer.door.curve.by.${value}`),
      })),
    ),
    areas,
    rows,
    levels: computed(() =>
      [...new Set([0.25, 0.5, 0.75, 1].map((share) => Math.round(most.value * share)))].map((count) => ({
        count,
        y: heightOf(count),
      })),
    ),
    seats: computed(() =>
      capacity.value !== null && capacity.value <= most.value
        ? { count: capacity.value, y: heightOf(capacity.value) }
        : null,
    ),
    marks,
    clock,
    untimed: computed(() => curve.value?.untimed ?? 0),
    summary: computed(() =>
      t('organizer.door.curve.summary', {
        count: format.value.number(total.value),
        ...hours.value,
      }),
    ),
  }
}

/** Words near an edge stay inside; there is some room beyond it. */
function anchorAt(x: number, near: number): 'start' | 'middle' | 'end' {
  if (x < near - 20) return 'start'
  return x > SHEET.width - near ? 'end' : 'middle'
}

const onSheet = ({ x, y }: Point) => `${(x * SHEET.width).toFixed(1)},${(y * SHEET.height).toFixed(1)}`
