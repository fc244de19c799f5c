/** Who comes next, in words. */
import { useI18n } from 'vue-i18n'
import type { StageNext } from '../../shared/domain/evening/stage-view.ts'
import { nextNames } from './scene.ts'

/** A group by its own name where it has one; else its members, `most` names at the most. */
export function useNextText(): (next: StageNext, most: number) => string {
  const { t } = useI18n()
  return (next, most) => {
    const count = next.partners.length
    if (next.group && count > 1) return t('display.next.group', { name: next.group, n: count })
    const { names, more } = nextNames(next, most)
    if (names.length === 0) return t('display.next.many', { n: count })
    const list = names.join(', ')
    return more === 0 ? list : t('display.next.more', { names: list, n: more })
  }
}
