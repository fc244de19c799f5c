/** When a page is drawn and when its pixels are given back: only pages near the screen hold a canvas. */
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { drawPage, layText } from './pdf-document.ts'
import type { PDFDocumentProxy } from './pdf-document.ts'

type Elements = {
  frame: Readonly<ShallowRef<HTMLElement | null>>
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  text: Readonly<ShallowRef<HTMLElement | null>>
}

/** How far from the screen a page begins to be drawn. */
const NEAR = '800px'

export function usePdfPage(
  { frame, canvas, text }: Elements,
  props: () => { pdf: PDFDocumentProxy; index: number; width: number },
): void {
  let isNear = false
  let drawn = 0
  let callOff: (() => void) | null = null

  async function draw(): Promise<void> {
    const { pdf, index, width } = props()
    callOff?.()
    const turn = (drawn += 1)
    const page = await pdf.getPage(index + 1)
    if (turn !== drawn || !isNear || !canvas.value || !text.value) return
    callOff = drawPage(page, canvas.value, width)
    await layText(page, text.value, width)
  }

  function giveBack(): void {
    callOff?.()
    drawn += 1
    if (canvas.value) canvas.value.width = canvas.value.height = 0
  }

  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting ?? false
      if (isNear) void draw().catch(() => {})
      else giveBack()
    },
    { rootMargin: NEAR },
  )

  onMounted(() => frame.value && observer.observe(frame.value))
  watch(props, () => isNear && void draw().catch(() => {}))
  onBeforeUnmount(() => {
    observer.disconnect()
    giveBack()
  })
}
