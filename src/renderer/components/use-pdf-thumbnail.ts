/** When a small page is drawn: once, as it comes near the screen. */
import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { pictureOf } from './pdf-document.ts'
import type { PDFDocumentProxy } from './pdf-document.ts'

const NEAR = '300px'

export function usePdfThumbnail(
  frame: Readonly<ShallowRef<HTMLElement | null>>,
  props: () => { pdf: PDFDocumentProxy; index: number; width: number },
) {
  const picture = ref<string | null>(null)
  const isNear = ref(false)
  let drawn = 0

  async function draw(): Promise<void> {
    const { pdf, index, width } = props()
    const turn = (drawn += 1)
    const url = await pictureOf(pdf, index, width)
    if (turn !== drawn) return void (url && URL.revokeObjectURL(url))
    giveBack()
    picture.value = url
  }

  function giveBack(): void {
    if (picture.value) URL.revokeObjectURL(picture.value)
    picture.value = null
  }

  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.at(-1)?.isIntersecting) isNear.value = true
    },
    { rootMargin: NEAR },
  )
  onMounted(() => frame.value && observer.observe(frame.value))
  // A page that cannot be drawn stays an empty sheet; its number still leads there.
  watch([isNear, () => props().pdf], () => isNear.value && void draw().catch(() => {}))
  onBeforeUnmount(() => {
    observer.disconnect()
    drawn += 1
    giveBack()
  })
  return { picture }
}
