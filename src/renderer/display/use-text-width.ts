/** Measures text in the font of the stage, again once that font has been loaded. */
import { computed, shallowRef } from 'vue'
import type { TextWidth } from './layout.ts'

const AT = 100
/** Bold text is wider; measured bold, a lighter one fits as well. */
const FONT = `600 ${AT}px "Fira Sans", sans-serif`

export function useTextWidth() {
  const loaded = shallowRef(0)
  const pen = document.createElement('canvas').getContext('2d')
  void document.fonts.load(FONT).then(
    () => (loaded.value += 1),
    () => {},
  )
  return computed<TextWidth>(() => {
    void loaded.value
    if (pen) pen.font = FONT
    return (text) => (pen ? pen.measureText(text).width / AT : text.length * 0.56)
  })
}
