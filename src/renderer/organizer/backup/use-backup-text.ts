/** The word on the backup as a sentence: "Sicherung: vor 12 Sekunden". */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '../../format.ts'
import { useBackup } from './use-backup.ts'

export function useBackupText() {
  const { t } = useI18n()
  const format = useFormat()
  const { word } = useBackup()
  return computed(() => {
    if (!word.value) return ''
    const { key, count, at, host } = word.value
    return t(`backup.mark.${key}`, { n: count, time: at === null ? '' : format.value.time(at), host }, count)
  })
}
