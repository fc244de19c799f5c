/** The pad's two canvases at the sharpness of the screen: the ink that stays, and the tip that runs ahead of it. */
import type { PadSize } from './live-stroke.ts'

export type PadCanvases = { ink: HTMLCanvasElement; tip: HTMLCanvasElement }
export type PadContexts = { ink: CanvasRenderingContext2D; tip: CanvasRenderingContext2D }

/** @throws Error where the browser gives no canvas to draw on */
export function contextsOf({ ink, tip }: PadCanvases): PadContexts {
  const [a, b] = [ink.getContext('2d'), tip.getContext('2d')]
  if (!a || !b) throw new Error('this browser gives no canvas to draw on')
  return { ink: a, tip: b }
}

/** Sizes both canvases to the screen's pixels and makes the unit one CSS pixel. Null where nothing has changed. */
export function fitLayers(canvases: PadCanvases, contexts: PadContexts): PadSize | null {
  const { clientWidth: width, clientHeight: height } = canvases.ink
  const pixels = { width: sharp(width), height: sharp(height) }
  const { ink } = canvases
  if (width === 0 || height === 0 || (ink.width === pixels.width && ink.height === pixels.height)) return null
  for (const layer of ['ink', 'tip'] as const) {
    Object.assign(canvases[layer], pixels)
    contexts[layer].setTransform(pixels.width / width, 0, 0, pixels.height / height, 0, 0)
  }
  return { width, height }
}

const sharp = (length: number) => Math.round(length * Math.max(1, window.devicePixelRatio))

export function wipe(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas
  context.save()
  context.resetTransform()
  context.clearRect(0, 0, width, height)
  context.restore()
}

/** Calls back when canvas or pixel ratio have another size: rotation, a resized window, another screen. */
export function onSizeChange(canvas: HTMLCanvasElement, changed: () => void): () => void {
  const observer = new ResizeObserver(changed)
  observer.observe(canvas)
  window.addEventListener('resize', changed)
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', changed)
  }
}
