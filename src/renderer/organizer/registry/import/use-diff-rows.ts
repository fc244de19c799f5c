/** The entries of one part of a diff, page by page or as a search finds them: what is not here yet is asked for. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { DiffPage, DiffPart, ListDiff } from '../../../../shared/contract/registry.ts'
import { containing } from '../../../../shared/search/containing.ts'

/** As many as one can look through, and fewer than the host sends at once. */
export const PER_PAGE = 50
/** Milliseconds after the last letter before the host is asked. */
const PAUSE = 250

export type AskForPage = (part: DiffPart, search: string, offset: number) => Promise<DiffPage | null>

export function useDiffRows<Part extends DiffPart>(part: () => Part, diff: () => ListDiff, ask: AskForPage) {
  const query = ref('')
  const page = ref(0)
  const asked = shallowRef<DiffPage | null>(null)
  const isAsking = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const count = computed(() => diff().counts[part()])
  const here = computed(() => diff()[part()])
  const offset = computed(() => page.value * PER_PAGE)
  /** What has come with the first look is enough for this page. */
  const isHere = computed(
    () =>
      here.value.length === count.value ||
      (query.value.trim() === '' && offset.value + PER_PAGE <= here.value.length),
  )
  const local = computed(() => {
    const isSearched = containing(query.value)
    return here.value.filter(({ name, organisation }) => isSearched(`${name} ${organisation}`))
  })
  const found = computed(() => {
    if (isHere.value) return here.value.length === count.value ? local.value.length : count.value
    return asked.value?.found ?? 0
  })
  const rows = computed<ListDiff[Part]>(() => {
    const entries: ListDiff[Part][number][] = isHere.value
      ? local.value.slice(offset.value, offset.value + PER_PAGE)
      : (asked.value?.rows[part()].slice(0, PER_PAGE) ?? [])
    // the entries of one part; TypeScript loses that in the union of all parts
    return entries as ListDiff[Part]
  })

  async function fetchPage(): Promise<void> {
    const [search, from] = [query.value, offset.value]
    isAsking.value = true
    const answer = await ask(part(), search.trim(), from)
    // somebody has typed on or turned the page meanwhile
    if (search !== query.value || from !== offset.value) return
    isAsking.value = false
    asked.value = answer
  }

  watch(query, () => (page.value = 0), { flush: 'sync' })
  watch([query, page], ([typed], [before]) => {
    clearTimeout(timer)
    isAsking.value = false
    if (!isHere.value) timer = setTimeout(() => void fetchPage(), typed === before ? 0 : PAUSE)
  })
  // another reading of the file, or the registry has moved
  watch(diff, () => {
    page.value = 0
    query.value = ''
    asked.value = null
  })

  const pages = computed(() => Math.max(1, Math.ceil(found.value / PER_PAGE)))
  const turn = (by: 1 | -1) => void (page.value = Math.min(pages.value - 1, Math.max(0, page.value + by)))
  return { query, page, pages, count, found, rows, offset, isAsking, turn }
}
