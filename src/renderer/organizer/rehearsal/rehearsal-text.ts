/** A rehearsal in one line: how far it is, or what the last one came to. */
import { useI18n } from 'vue-i18n'
import type { RehearsalResult, RehearsalStatus } from '../../../shared/contract/rehearsal.ts'
import { isChecked } from '../../../shared/domain/evening/rehearsal-checks.ts'
import type { Point } from '../../../shared/domain/evening/rehearsal-checks.ts'
import { useFormat } from '../../format.ts'

export function useRehearsalText() {
  const { t } = useI18n()
  const format = useFormat()
  const names = (keys: readonly string[]) =>
    format.value.list(keys.map((key) => t(`rehearsal.point.${key}.title`)))

  /** "6 von 8 Punkten geprüft" */
  const progress = (points: readonly Point[]): string =>
    t('rehearsal.progress', { count: points.filter(isChecked).length, of: points.length })

  /** "Generalprobe am 20.02.2017, 16:10: 6 von 8 Punkten geprüft, offen: Drucker und Bühne." */
  function result({ began, checked, of, open }: RehearsalResult): string {
    const said = { at: format.value.dateTime(began), count: checked, of, open: names(open) }
    return t(open.length === 0 ? 'rehearsal.result.all' : 'rehearsal.result.some', said)
  }

  function short({ current, last }: RehearsalStatus): string {
    if (current) return progress(current.checks.points)
    if (!last) return t('rehearsal.none')
    return t('rehearsal.result.short', {
      at: format.value.dateTime(last.began),
      count: last.checked,
      of: last.of,
    })
  }

  return { progress, result, short }
}
