/** The open document, how wide its pages are shown, and where the reader is. */
import { computed, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { openPdf, pageSizes } from './pdf-document.ts'
import type { PageSize, PDFDocumentProxy } from './pdf-document.ts'

export const ZOOM = { least: 0.5, most: 4 }
const ZOOM_STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4]
/** Room beside a page, in CSS pixels. */
const MARGIN = 40
const WIDEST = 900
const PAGE_GAP = 8
/** How much one pixel of the wheel changes the size. */
const WHEEL = 0.002

export function usePdfPages(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  source: () => Blob | ArrayBuffer | null,
  on: { end: () => void; page: (index: number) => void; opened: (pdf: PDFDocumentProxy | null) => void },
) {
  const pdf = shallowRef<PDFDocumentProxy | null>(null)
  const sizes = shallowRef<PageSize[]>([])
  const isBroken = ref(false)
  const zoom = ref(1)
  const room = ref(0)
  const current = ref(0)
  const base = computed(() => Math.min(WIDEST, room.value - MARGIN))
  const width = computed(() => Math.max(120, Math.round(base.value * zoom.value)))

  async function open(file: Blob | ArrayBuffer | null): Promise<void> {
    close()
    if (!file) return
    try {
      const opened = await openPdf(file instanceof Blob ? await file.arrayBuffer() : file)
      if (source() !== file) return void opened.loadingTask.destroy()
      sizes.value = await pageSizes(opened)
      pdf.value = opened
    } catch {
      isBroken.value = source() === file
    }
  }

  function close(): void {
    void pdf.value?.loadingTask.destroy()
    pdf.value = null
    sizes.value = []
    isBroken.value = false
    current.value = 0
  }

  function zoomBy(steps: -1 | 1): void {
    const now = zoom.value
    const next = steps > 0 ? ZOOM_STEPS.find((step) => step > now) : ZOOM_STEPS.findLast((step) => step < now)
    void zoomTo(next ?? now)
  }

  const fitWidth = () => zoomTo((room.value - MARGIN) / base.value)

  /** What is under `at` (in CSS pixels of the scroller, by default its middle) stays there. */
  async function zoomTo(wanted: number, at?: { x: number; y: number }): Promise<void> {
    const box = scroller.value
    const next = Math.min(ZOOM.most, Math.max(ZOOM.least, wanted))
    if (!box || next === zoom.value) return
    const { x, y } = at ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 }
    const across = (box.scrollLeft + x) / box.scrollWidth
    const down = (box.scrollTop + y) / box.scrollHeight
    zoom.value = next
    await nextTick()
    box.scrollLeft = across * box.scrollWidth - x
    box.scrollTop = down * box.scrollHeight - y
  }

  function onWheel(event: WheelEvent): void {
    const box = scroller.value
    if (!event.ctrlKey || !box) return
    event.preventDefault()
    const { left, top } = box.getBoundingClientRect()
    const at = { x: event.clientX - left, y: event.clientY - top }
    void zoomTo(zoom.value * Math.exp(-event.deltaY * WHEEL), at)
  }

  function onScroll(): void {
    const box = scroller.value
    if (!box || !pdf.value) return
    const middle = box.scrollTop + box.clientHeight / 2
    const index = pagesIn(box).findLastIndex((page) => page.offsetTop - box.offsetTop <= middle)
    if (index >= 0 && index !== current.value) {
      current.value = index
      on.page(index)
    }
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 24) on.end()
  }

  function scrollToPage(index: number): void {
    const box = scroller.value
    const page = box ? pagesIn(box)[index] : undefined
    if (box && page) box.scrollTop = page.offsetTop - box.offsetTop - PAGE_GAP
  }

  const observer = new ResizeObserver(([entry]) => {
    if (entry) room.value = entry.contentRect.width
    // A document that fits needs no scrolling to be read to its end.
    if (pdf.value) onScroll()
  })
  onMounted(() => scroller.value && observer.observe(scroller.value))
  watch(source, open, { immediate: true })
  watch(pdf, (opened) => on.opened(opened))
  watch([pdf, width], onScroll, { flush: 'post' })
  onBeforeUnmount(() => {
    observer.disconnect()
    close()
  })

  return { pdf, sizes, width, zoom, isBroken, current, zoomBy, fitWidth, onWheel, onScroll, scrollToPage }
}

const pagesIn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>(':scope > .page')]
