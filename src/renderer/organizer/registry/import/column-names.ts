/** What columns and fields are called, and how values of fields are shown. */
import { useI18n } from 'vue-i18n'
import { columnTargetSchema } from '../../../../shared/domain/registry/list-columns.ts'
import type { ColumnTarget, ListedField } from '../../../../shared/domain/registry/list-columns.ts'
import { capacitySchema } from '../../../../shared/domain/registry/registry.ts'
import { capacityText } from '../capacity-text.ts'

export const TARGETS: readonly ColumnTarget[] = columnTargetSchema.options

export function useColumnNames() {
  const { t } = useI18n()
  const nameOf = (target: ColumnTarget | ListedField): string => t(`organizer.import.column.${target}`)
  const shown = (field: ListedField, value: string): string => {
    if (value === '') return t('organizer.import.diff.empty')
    if (field === 'maySign') return t(`organizer.import.value.${value}`)
    const capacity = field === 'capacity' ? capacitySchema.safeParse(value) : null
    return capacity?.success ? t(capacityText(capacity.data)) : value
  }
  return { nameOf, shown }
}
