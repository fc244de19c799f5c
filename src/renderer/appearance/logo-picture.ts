/** Draws whatever picture was chosen (SVG, PNG, JPEG) into a plain PNG: no script, no link and no hidden words of a file go further. */
import { contrastOf } from './accent.ts'

/** Sharp on a printed page of 60 mm and on a projector. */
const LONGEST_SIDE = 1200
/** Files are read whole; a logo that is larger is a photograph. */
const MOST_BYTES = 5 * 1024 * 1024
/** Least contrast with white, and of how many pixels, for a logo to be seen on paper. */
const VISIBLE = { contrast: 1.4, share: 0.005 }

export type LogoFault = 'unreadable' | 'too-large' | 'invisible'
export type DrawnLogo = { png: Blob; fault: null } | { png: null; fault: LogoFault }

/** An image element loads nothing from elsewhere and runs no script of an SVG, so it is drawn as a browser may show it anywhere. */
export async function drawLogo(file: File): Promise<DrawnLogo> {
  if (file.size > MOST_BYTES) return { png: null, fault: 'too-large' }
  const url = URL.createObjectURL(file)
  try {
    const image = await loaded(url)
    const canvas = image && trimmed(drawn(image))
    const png = canvas && (await pngOf(canvas))
    if (!canvas || !png) return { png: null, fault: 'unreadable' }
    return isVisible(canvas) ? { png, fault: null } : { png: null, fault: 'invisible' }
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function loaded(url: string): Promise<HTMLImageElement | null> {
  const image = new Image()
  image.src = url
  return image.decode().then(
    () => image,
    () => null,
  )
}

function drawn(image: HTMLImageElement): HTMLCanvasElement | null {
  // an SVG without a size of its own
  const [width, height] = [image.naturalWidth || LONGEST_SIDE, image.naturalHeight || LONGEST_SIDE]
  const scale = LONGEST_SIDE / Math.max(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (!context) return null
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Without the empty margins that many files have: they would set the logo askew beside what it stands with. */
function trimmed(canvas: HTMLCanvasElement | null): HTMLCanvasElement | null {
  const all = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
  if (!canvas || !all) return null
  const [columns, rows] = [new Set<number>(), new Set<number>()]
  for (let pixel = 0; pixel < all.width * all.height; pixel++) {
    if ((all.data[pixel * 4 + 3] ?? 0) === 0) continue
    columns.add(pixel % all.width)
    rows.add(Math.floor(pixel / all.width))
  }
  if (columns.size === 0) return canvas
  const [left, top] = [Math.min(...columns), Math.min(...rows)]
  const inner = document.createElement('canvas')
  inner.width = Math.max(...columns) - left + 1
  inner.height = Math.max(...rows) - top + 1
  inner.getContext('2d')?.drawImage(canvas, -left, -top)
  return inner
}

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))

/** A white logo is made for dark ground; on paper and on white it would not be there. */
function isVisible(canvas: HTMLCanvasElement): boolean {
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  let visible = 0
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255
    const on = (value: number | undefined) => 255 + ((value ?? 0) - 255) * alpha
    if (
      alpha > 0 &&
      contrastOf([on(data[at]), on(data[at + 1]), on(data[at + 2])], [255, 255, 255]) > VISIBLE.contrast
    )
      visible++
  }
  return visible > (data.length / 4) * VISIBLE.share
}
