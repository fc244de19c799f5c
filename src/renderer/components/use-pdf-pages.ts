/** The open document, how wide its pages are shown, and where the reader is. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { openPdf, pageSizes } from './pdf-document.ts'
import type { PageSize, PDFDocumentProxy } from './pdf-document.ts'

const ZOOM_STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4]
/** Room beside a page, in CSS pixels. */
const MARGIN = 40
const WIDEST = 900
const PAGE_GAP = 8

export function usePdfPages(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  source: () => Blob | ArrayBuffer | null,
  on: { end: () => void; page: (index: number) => void },
) {
  const pdf = shallowRef<PDFDocumentProxy | null>(null)
  const sizes = shallowRef<PageSize[]>([])
  const isBroken = ref(false)
  const zoom = ref(1)
  const room = ref(0)
  const current = ref(0)
  const width = computed(() => Math.max(120, Math.round(Math.min(WIDEST, room.value - MARGIN) * zoom.value)))

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
    const at = ZOOM_STEPS.indexOf(zoom.value)
    zoom.value = ZOOM_STEPS[Math.min(ZOOM_STEPS.length - 1, Math.max(0, at + steps))] ?? 1
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
  watch([pdf, width], onScroll, { flush: 'post' })
  onBeforeUnmount(() => {
    observer.disconnect()
    close()
  })

  return { pdf, sizes, width, zoom, isBroken, current, zoomBy, onScroll, scrollToPage }
}

const pagesIn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>(':scope > .page')]
