/** What the placement editor decides: which field is chosen, what is said of it, and where the next one goes. */
import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import type { Agreement, SignatureField } from '../../../shared/domain/signing/agreement.ts'
import type { FieldId, PartnerId } from '../../../shared/domain/ids.ts'
import type { State } from '../../../shared/domain/state.ts'
import type { Host } from '../../client.ts'
import type { PDFDocumentProxy } from '../../components/pdf-document.ts'
import { warningsOn, withoutAnchors } from './field-warnings.ts'
import type { FieldWarning } from './field-warnings.ts'
import type { Box } from './rect.ts'
import { openProposals, proposalOf } from './proposals.ts'
import { nextPlace, nextWithoutField } from './next-place.ts'
import { inReadingOrder } from './reading-order.ts'
import { inPoints } from './rect.ts'
import { useFields } from './use-fields.ts'
import { useProposals } from './use-proposals.ts'
import { usePagePrints } from './use-page-prints.ts'

type Desk = {
  agreement: () => Agreement
  state: () => State
  reached: (seq: number) => Promise<void>
  /** Gives the keyboard to a field once it is shown, or to the partner's line in the list. */
  focusField: (id: FieldId) => void
  focusPartner: (id: PartnerId) => void
  /** Gives the keyboard to a page that waits for a field, if it was the keyboard that asked. */
  focusSheet: (index: number) => void
  scrollToPage: (index: number) => void
}

const mm = (points: number) => Math.round((points * 25.4) / 72)

export function useFieldDesk(host: Host, desk: Desk) {
  const { t, locale } = useI18n()
  const isDraft = computed(() => desk.agreement().status === 'draft')
  const partners = computed(() => signersOf(desk.state()))
  const editing = useFields(host, {
    fields: () => desk.agreement().fields,
    draft: () => (isDraft.value ? desk.agreement().sha256 : null),
    reached: desk.reached,
  })
  const { fields, settled } = editing
  const placing = ref<PartnerId | null>(null)
  const marked = ref<FieldId | null>(null)
  const spoken = ref('')
  const pdf = shallowRef<PDFDocumentProxy | null>(null)
  const page = ref(0)
  const printOf = usePagePrints(
    () => pdf.value,
    () => [...new Set([page.value, ...settled.value.map((field) => field.page)])],
  )

  const proposals = useProposals(host, () =>
    isDraft.value
      ? JSON.stringify([desk.agreement().sha256, partners.value.map(({ id, name }) => [id, name])])
      : null,
  )
  const open = computed(() => (isDraft.value ? openProposals(proposals.value.fields, settled.value) : []))
  const anchors = computed(() =>
    proposals.value.anchors.length > 0 ? proposals.value.anchors : (desk.agreement().anchors ?? []),
  )

  const fieldOf = (id: FieldId | null) => fields.value.find((field) => field.id === id)
  const nameOf = (id: PartnerId) =>
    desk.state().partners[id]?.shortName || (desk.state().partners[id]?.name ?? '–')

  /** The order on the page follows what is settled: a field that is being dragged keeps its place in the tab order. */
  const ordered = computed(() => {
    const rank = new Map(inReadingOrder(settled.value).map(({ id }, at) => [id, at]))
    return fields.value.toSorted((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity))
  })
  const warnings = computed(
    () => new Map(isDraft.value ? fields.value.map((field) => [field.id, sentences(field)]) : []),
  )

  function sentences(field: SignatureField): string[] {
    const size = desk.agreement().pages[field.page]
    if (!size) return []
    const texts = withoutAnchors(printOf(field.page).texts, anchorsOn(field.page))
    return warningsOn(field, fields.value, size, texts).map(inWords)
  }

  function inWords(warning: FieldWarning): string {
    switch (warning.kind) {
      case 'overlaps':
        return t('organizer.fields.warning.overlaps', { name: nameOf(warning.partnerId) })
      case 'covers-text':
        return t('organizer.fields.warning.covers-text', { text: warning.text })
      case 'leaves-page':
      case 'too-small':
        return t(`organizer.fields.warning.${warning.kind}`)
    }
  }

  const anchorsOn = (index: number) => anchors.value.filter(({ page: at }) => at === index)

  async function acceptAll(): Promise<void> {
    const taken = open.value.map(({ partnerId, page: at, box, why }) => ({
      partnerId,
      page: at,
      box,
      hasPrintedLine: why === 'signature-line',
    }))
    editing.addAll(taken)
    spoken.value = t('organizer.proposals.accepted', { count: taken.length }, taken.length)
    await nextTick()
    if (taken[0]) find(taken[0].partnerId)
  }

  /** Why each field stands where it stands, in words; none for what a hand has placed. */
  const reasons = computed(() => {
    const words = fields.value.flatMap((field): [FieldId, string][] => {
      const found = proposalOf(field, proposals.value.fields)
      return found ? [[field.id, locale.value === 'en' ? found.en : found.de]] : []
    })
    return new Map(words)
  })

  /** Says where a field stands now and what is wrong with it. */
  function speak(id: FieldId | null): void {
    const field = fieldOf(id)
    const size = field && desk.agreement().pages[field.page]
    if (!field || !size) return
    const { x, y, width, height } = inPoints(field.box, size)
    const place = { name: nameOf(field.partnerId), page: field.page + 1, left: mm(x), top: mm(y) }
    const where = t('organizer.fields.position', { ...place, width: mm(width), height: mm(height) })
    spoken.value = [where, ...(warnings.value.get(field.id) ?? [])].join(' ')
  }

  function keep(): void {
    editing.keep()
    speak(marked.value)
  }

  async function take(partnerId: PartnerId, index: number, box: Box): Promise<void> {
    const id = editing.add(partnerId, index, box)
    placing.value = null
    marked.value = id
    await nextTick()
    desk.focusField(id)
    speak(id)
  }

  const place = (index: number, box: Box) =>
    placing.value === null ? undefined : take(placing.value, index, box)

  async function remove(id: FieldId): Promise<void> {
    const field = fieldOf(id)
    const at = ordered.value.findIndex((other) => other.id === id)
    const next = ordered.value[at + 1] ?? ordered.value[at - 1]
    editing.remove(id)
    marked.value = null
    if (field) spoken.value = t('organizer.fields.removed', { name: nameOf(field.partnerId) })
    await nextTick()
    if (next) desk.focusField(next.id)
    else if (field) desk.focusPartner(field.partnerId)
  }

  /** The field that a copy would be made of: the chosen one, else the one placed last. */
  const source = computed(() => fieldOf(marked.value) ?? settled.value.at(-1))
  const next = computed(() =>
    isDraft.value && source.value
      ? nextWithoutField(partners.value, settled.value, source.value.partnerId)
      : undefined,
  )

  async function copy(): Promise<void> {
    if (!source.value || !next.value) return
    const texts = printOf(source.value.page).texts.map(({ box }) => box)
    const found = nextPlace(source.value, settled.value, desk.agreement().pages, texts)
    if (found.page !== source.value.page) desk.scrollToPage(found.page)
    await take(next.value.id, found.page, found.box)
  }

  function find(partnerId: PartnerId): void {
    placing.value = null
    const own = inReadingOrder(fields.value).filter((field) => field.partnerId === partnerId)
    // Again on the same partner goes on to the next of several fields.
    const after = own.findIndex(({ id }) => id === marked.value) + 1
    const field = own[after] ?? own[0]
    if (!field) return
    marked.value = field.id
    desk.scrollToPage(field.page)
    if (isDraft.value) desk.focusField(field.id)
    speak(field.id)
  }

  // Whoever looked for a field while another document was shown gets there once its own is open.
  watch(pdf, async (opened) => {
    const field = fieldOf(marked.value)
    if (!opened || !field) return
    await nextTick()
    desk.scrollToPage(field.page)
    if (isDraft.value) desk.focusField(field.id)
  })

  async function choose(partnerId: PartnerId): Promise<void> {
    marked.value = null
    placing.value = placing.value === partnerId ? null : partnerId
    await nextTick()
    if (placing.value) desk.focusSheet(page.value)
  }

  /** Escape: out of the field, or out of the placing, back to the partner in the list. */
  function leave(partnerId: PartnerId | undefined): void {
    const from = placing.value ?? partnerId
    editing.cancel()
    placing.value = null
    marked.value = null
    if (from) desk.focusPartner(from)
  }

  function mark(id: FieldId): void {
    if (marked.value === id) return
    marked.value = id
    speak(id)
  }

  function step(back: boolean): void {
    if (!isDraft.value) return
    if (back) editing.undo()
    else editing.redo()
    spoken.value = t(back ? 'organizer.fields.undone' : 'organizer.fields.redone')
  }

  return {
    ...editing,
    isDraft,
    partners,
    ordered,
    warnings,
    placing,
    marked,
    markedPartner: computed(() => fieldOf(marked.value)?.partnerId ?? null),
    spoken,
    pdf,
    page,
    printOf,
    nextName: computed(() => next.value?.name ?? null),
    keep,
    place,
    remove,
    copy,
    find,
    choose,
    leave,
    mark,
    step,
    proposals: open,
    reasons,
    anchors,
    anchorsOn,
    acceptAll,
    partnerOf: (id: FieldId) => fieldOf(id)?.partnerId,
  }
}
